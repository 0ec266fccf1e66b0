"""The technical parameters by which items are tested: one closed list, with the question each one asks.

An entries file may declare more of its own; a parameter that stands in neither place is a fault, so
that a misspelt name can never pass for a fact that nobody stated. A value that is absent or
`unknown` is unknown, never false. Serves the definitions of the MTCR Annex (range, payload), of
Annex I to Regulation (EU) 2021/821 (endurance, natural vision, aerosol) and of 22 CFR 120.41 and 15 CFR 772.1.
"""

from typing import Literal

import msgspec

ParameterKind = Literal["number", "yes_no", "word", "code"]


class Parameter(msgspec.Struct, frozen=True, kw_only=True):
    """One parameter: what its value looks like, its name in sentences, and the question that asks for it.

    number: a plain decimal not below zero, in `unit`; yes_no: true or false; word: one or several of
    `values`; code: one or several control-list codes or entry ids, or `none`.
    """

    name: str
    kind: ParameterKind
    label: str
    asks: str
    unit: str = ""
    values: tuple[str, ...] = ()


def _number(name: str, unit: str, label: str, asks: str) -> Parameter:
    return Parameter(name=name, kind="number", label=label, asks=asks, unit=unit)


def _yes_no(name: str, label: str, asks: str) -> Parameter:
    return Parameter(name=name, kind="yes_no", label=label, asks=asks)


def _word(name: str, label: str, asks: str, *values: str) -> Parameter:
    return Parameter(name=name, kind="word", label=label, asks=asks, values=values)


def _code(name: str, label: str, asks: str) -> Parameter:
    return Parameter(name=name, kind="code", label=label, asks=asks)


_EVERY = (
    # Flight
    _number(
        "range_km",
        "km",
        "range",
        "What is the greatest distance it can fly one way, on full fuel, in still air, whatever its control link reaches?",
    ),
    _number(
        "payload_kg",
        "kg",
        "payload",
        "How much can it carry beyond what keeps it flying, with sensors, munitions and removable mountings counted?",
    ),
    _yes_no(
        "trade_off",
        "500 kg and 300 km reached by trading payload for range",
        "With payload traded for range, or range for payload, does it reach 500 kg over 300 km?",
    ),
    _number(
        "endurance_min", "min", "endurance", "What is its greatest endurance at sea level in a standard atmosphere and still air?"
    ),
    _number("endurance_capped_min", "min", "endurance under a software limit", "What endurance does its software limit leave?"),
    _number("cruise_kmh", "km/h", "cruising speed", "What is its cruising speed?"),
    _number("max_true_airspeed_kmh", "km/h", "greatest true airspeed", "What is its greatest true airspeed?"),
    _number(
        "gust_kmh",
        "km/h",
        "design gust",
        "In which wind gust is it designed both to take off and to fly under stable control?",
    ),
    _number("gust_takeoff_kmh", "km/h", "design gust for take-off", "In which wind gust is it designed to take off?"),
    _number("gust_flight_kmh", "km/h", "design gust in flight", "In which wind gust is it designed to fly under stable control?"),
    _number("mtow_kg", "kg", "take-off mass", "What is its greatest take-off mass?"),
    _number("ceiling_m", "m", "ceiling", "How high can it fly?"),
    _number("datalink_range_km", "km", "control-link range", "How far does its control link reach?"),
    _yes_no(
        "bvlos", "controlled flight out of the operator's sight", "Is it designed to be flown out of the operator's unaided sight?"
    ),
    _yes_no("autonomous_nav", "autonomous flight control and navigation", "Can it control its flight and navigate by itself?"),
    _number("aerosol_l", "l", "aerosol capacity", "How much can its dispensing system hold?"),
    _number(
        "aerosol_design_l",
        "l",
        "aerosol capacity it is designed for",
        "How much could the largest dispensing system hold that it is designed or modified to take?",
    ),
    _yes_no(
        "recreational_model",
        "model aircraft for recreation or competition",
        "Is it a model aircraft specially designed for recreation or competition?",
    ),
    # Military character
    _word(
        "military_design",
        "military design",
        "Is it specially designed for military use, modified for military use, or of civil design?",
        "specially_designed_military",
        "modified_for_military",
        "civil",
    ),
    _yes_no(
        "armed",
        "armed or a platform for munitions",
        "Does it carry munitions, or is it designed or modified to deliver them or to destroy targets?",
    ),
    _yes_no("munition", "munition", "Is it itself a munition, such as a one-way attack vehicle or a loitering munition?"),
    _yes_no(
        "defense_article_inside",
        "specially designed to take in a USML defense article",
        "Is it specially designed (22 CFR 120.41) to incorporate an article of the US Munitions List?",
    ),
    _yes_no(
        "us_specially_designed",
        "specially designed under 15 CFR 772.1",
        "Does its modification make it specially designed for military use under 15 CFR 772.1?",
    ),
    _yes_no(
        "usml_enumerated",
        "enumerated on the US Munitions List",
        "Does a paragraph of the US Munitions List (22 CFR 121.1) other than a catch-all name it?",
    ),
    _yes_no("swarming", "swarming capability", "Can it fly as a swarm that acts together without an operator for each vehicle?"),
    _word(
        "function",
        "function",
        "What is it for?",
        "surveillance",
        "reconnaissance",
        "target_drone",
        "fire_control",
        "target_designation",
        "target_tracking",
        "data_fusion",
        "recognition",
        "warning",
        "electronic_warfare",
        "transport",
        "spraying",
        "mapping",
        "inspection",
        "training",
        "other",
    ),
    _code("for_entry", "made for", "For items of which control-list entry is it designed?"),
    _code("specially_designed_for", "specially designed for", "For items of which control-list entry is it specially designed?"),
    _code(
        "designed_or_modified_for", "designed or modified for", "For items of which control-list entry is it designed or modified?"
    ),
    _number(
        "designed_or_modified_for_range_km",
        "km",
        "range of the system it is made for",
        "What range has the system it is designed or modified for?",
    ),
    _yes_no(
        "for_manned_aircraft", "for manned aircraft or satellites", "Is it designed or modified for manned aircraft or satellites?"
    ),
    _yes_no(
        "conversion_kit",
        "conversion of manned aircraft",
        "Is it specially designed to turn a manned aircraft into an unmanned one?",
    ),
    # Engines
    _word(
        "engine_type",
        "engine type",
        "What type of engine is it?",
        "reciprocating",
        "rotary",
        "turbojet",
        "turbofan",
        "turboprop",
        "turboshaft",
        "ramjet",
        "scramjet",
        "pulsejet",
        "detonation",
        "rocket",
        "electric",
    ),
    _number("thrust_n", "N", "greatest thrust", "What is its greatest demonstrated thrust, uninstalled, at sea level?"),
    _number(
        "sfc_kg_per_n_h",
        "kg/(N·h)",
        "specific fuel consumption",
        "What is its specific fuel consumption at greatest continuous thrust?",
    ),
    _number("dry_weight_kg", "kg", "dry weight", "What does it weigh without fluids and nacelle?"),
    _number("first_stage_rotor_diameter_m", "m", "first-stage rotor diameter", "What is the diameter of its first rotating stage?"),
    _number("max_power_kw", "kW", "greatest power", "What is its greatest power?"),
    _number("operating_altitude_m", "m", "operating altitude", "Up to which altitude is it designed to propel an aircraft?"),
    _yes_no(
        "specially_designed_uav",
        "specially designed or modified for UAVs",
        "Is it specially designed or modified to propel unmanned aircraft?",
    ),
    _yes_no("civil_certified", "certified for civil aircraft", "Is it certified for civil aircraft by a civil aviation authority?"),
    # Sensors
    _word(
        "sensor",
        "sensor",
        "What kind of sensor is it?",
        "thermal",
        "infrared",
        "visible",
        "image_intensifier",
        "radar",
        "lidar",
        "none",
    ),
    _code("fpa_entry", "focal plane array", "Under which entry does its focal plane array fall?"),
    _number("frame_rate_hz", "Hz", "frame rate", "What is its greatest frame rate?"),
    _number("elements", "elements", "detector elements", "How many elements has its focal plane array?"),
    _number(
        "ifov_mrad",
        "mrad",
        "smallest instantaneous field of view",
        "What is the lesser of its horizontal and vertical instantaneous fields of view?",
    ),
    _yes_no(
        "fixed_lens", "lens not designed to be removed", "Has it a fixed focal-length lens that is not designed to be removed?"
    ),
    _yes_no("direct_view_display", "direct view display", "Does it show the operator the scene on a display of its own?"),
    _yes_no("viewable_image", "viewable image", "Can a viewable image of the field of view be had from it?"),
    _yes_no(
        "single_application_camera",
        "single kind of application",
        "Is it designed for a single kind of application and not to be modified by the user?",
    ),
    _yes_no(
        "vehicle_camera",
        "camera bound to a civilian passenger vehicle",
        "Is it specially designed for a civilian passenger vehicle and dead outside it, as Note 3.c to 6A003.b.4.b describes?",
    ),
    _yes_no("embedded_in_civil_product", "to be embedded in a civil product", "Is it exported to be embedded in a civil product?"),
    _word(
        "radar_mode",
        "radar mode",
        "In which radar modes can it work?",
        "SAR",
        "ISAR",
        "SLAR",
        "electronically_scanned",
        "height_finding",
        "airborne_doppler_mti",
        "spread_spectrum",
        "frequency_agility",
        "other",
    ),
    _code("incorporates_entry", "listed parts inside", "Which listed cameras, radars or inertial sensors does it incorporate?"),
    # Navigation, control, links, dispensing
    _number(
        "guidance_accuracy_pct_of_range",
        "% of range",
        "guidance accuracy",
        "How accurate is it, as circular error in percent of range?",
    ),
    _number("nav_cep_m", "m", "navigation accuracy (CEP)", "What is its navigational accuracy as circular error probable?"),
    _yes_no("airborne_application", "for airborne applications", "Is it designed or modified for airborne applications?"),
    _number("max_speed_m_s", "m/s", "greatest speed with navigation", "Up to which speed does it give navigation information?"),
    _yes_no(
        "decryption_of_military_gnss",
        "decryption of secured signals",
        "Does it decrypt military or governmental satellite navigation signals?",
    ),
    _yes_no(
        "null_steering_antenna",
        "anti-jam antenna",
        "Is it specially designed with anti-jam features such as a null-steering antenna?",
    ),
    _yes_no(
        "civil_gnss_service",
        "for civil navigation services",
        "Is it designed for commercial, civil or safety-of-life satellite navigation services?",
    ),
    _code("imu_performance_entry", "inertial performance", "Which entry's performance does it reach on any axis?"),
    _yes_no("servo_valve", "flight control servo valve", "Is it a servo valve for flight or attitude control?"),
    _number(
        "vibration_g_rms",
        "g rms",
        "vibration environment",
        "In which vibration environment between 20 Hz and 2 kHz is it designed to work?",
    ),
    _yes_no(
        "ground_terrestrial_or_marine",
        "ground equipment for land or sea",
        "Is it ground equipment for terrestrial or marine applications?",
    ),
    _word("inertial_sensor_type", "kind of inertial sensor", "Is it an accelerometer or a gyro?", "accelerometer", "gyro"),
    _number(
        "accel_bias_repeatability_ug", "µg", "bias repeatability", "What is the repeatability of its bias, one sigma over one year?"
    ),
    _number(
        "accel_scale_factor_repeatability_ppm",
        "ppm",
        "scale-factor repeatability",
        "What is the repeatability of its scale factor, one sigma over one year?",
    ),
    _number(
        "specified_to_g", "g", "greatest specified acceleration", "Up to which linear acceleration is it specified to function?"
    ),
    _number(
        "accel_bias_stability_ug",
        "µg",
        "bias stability over one year",
        "What is the stability of its bias against a fixed calibration value over one year?",
    ),
    _number(
        "accel_scale_factor_stability_ppm",
        "ppm",
        "scale-factor stability over one year",
        "What is the stability of its scale factor against a fixed calibration value over one year?",
    ),
    _yes_no("vibration_or_shock_only", "for vibration or shock only", "Is it limited to the measurement of vibration or shock?"),
    _number("angular_rate_range_deg_s", "°/s", "angular rate range", "Up to which angular rate does it measure?"),
    _number(
        "gyro_bias_stability_deg_h",
        "°/h",
        "bias stability of the gyro",
        "What is the stability of its bias at 1 g against a fixed calibration value: over one month below 500 °/s, over three minutes from there?",
    ),
    _number("angle_random_walk_deg_rt_h", "°/√h", "angle random walk", "What is its angle random walk?"),
    _yes_no("spinning_mass", "spinning-mass gyro", "Is it a spinning-mass gyro?"),
    _number(
        "gyro_drift_stability_deg_h",
        "°/h",
        "drift-rate stability",
        "What is its rated drift-rate stability at 1 g, one sigma or rms?",
    ),
    _yes_no(
        "for_inertial_guidance",
        "designed for inertial navigation or guidance",
        "Is it designed for use in inertial navigation systems or in guidance systems of any type?",
    ),
    _yes_no(
        "drilling_sensor",
        "made for measurement while drilling",
        "Is it specially designed as a sensor for measurement while drilling in wells?",
    ),
    _number(
        "usable_in_range_km",
        "km",
        "range of the longest-ranged system it is usable in",
        "What is the greatest range of a rocket or unmanned aircraft in which it is usable?",
    ),
    _code("usable_in", "usable in", "In items of which control-list entry is it usable?"),
    _yes_no(
        "autopilot_inside", "gyrostabiliser or automatic pilot inside", "Does it include a gyrostabiliser or an automatic pilot?"
    ),
    _yes_no(
        "launch_or_handling",
        "for handling, control, activation or launching",
        "Is it an apparatus or device for handling, controlling, activating or launching aircraft or rockets?",
    ),
    _yes_no(
        "launch_vehicle",
        "vehicle for transport, handling or launching",
        "Is it a vehicle for transporting, handling, controlling, activating or launching aircraft or rockets?",
    ),
    _code("intensifier_entry", "image intensifier tube", "Under which entry does its image intensifier tube fall?"),
    _yes_no(
        "small_linear_array",
        "small linear array for alarms or inspection",
        "Has it a linear array of at most 12 elements, without time-delay and integration, for a use that Note 2 to 6A003.b.4.a names?",
    ),
    _yes_no("broadcast_camera", "made for television broadcasting", "Is it specially designed for television broadcasting?"),
    # Materials
    _word("fibre", "fibre", "Of what are its fibres or filaments?", "organic", "carbon", "inorganic", "none"),
    _code("fibre_entry", "entry of its fibres", "Under which entry do its fibres fall, taken alone?"),
    _yes_no("polyethylene", "polyethylene", "Are its fibres polyethylene?"),
    _number("specific_modulus_m", "m", "specific modulus", "What is the specific modulus of its fibres (ISO 10618, Method A)?"),
    _number(
        "specific_tensile_strength_m",
        "m",
        "specific tensile strength",
        "What is the specific tensile strength of its fibres (ISO 10618, Method A)?",
    ),
    _yes_no("impregnated", "impregnated with resin or pitch", "Are the fibres fully or partly impregnated with resin or pitch?"),
    _yes_no("metal_coated", "metal-coated preform", "Are the fibres a metal-coated preform?"),
    _word("resin", "resin", "Of what kind is its resin or pitch?", "phenolic", "epoxy", "other"),
    _code("resin_entry", "entry of its resin", "Under which entry does its resin or pitch fall?"),
    _number(
        "glass_transition_k",
        "K",
        "glass transition temperature",
        "What is the glass transition temperature of its resin after cure?",
    ),
    _number("chopped_length_mm", "mm", "length of chopped fibres", "If its fibres are chopped, milled or cut, how long are they?"),
    _yes_no(
        "civil_repair_piece",
        "piece to repair civil aircraft",
        "Is it for the repair of civil aircraft, at most 1 m² in area and 2.5 m long, and more than 15 mm wide?",
    ),
    _yes_no("composite_structure", "composite structure or laminate", "Is it a composite structure or laminate, or made of one?"),
    _number(
        "specially_designed_for_range_km",
        "km",
        "range of the system it is specially designed for",
        "What range has the rocket or unmanned aircraft that it is specially designed for?",
    ),
    _yes_no(
        "reduced_observables",
        "for reduced observables",
        "Is it a material or device for reducing radar reflectivity, ultraviolet or infrared signature, or noise?",
    ),
    _yes_no(
        "satellite_thermal_coating",
        "thermal coating of satellites",
        "Is it a coating used specially for the thermal control of satellites?",
    ),
    _number("droplet_vmd_um", "µm", "droplet size (VMD)", "What is the volume median diameter of its droplets?"),
    _number("flow_l_per_min", "l/min", "flow rate", "What is its flow rate?"),
    _yes_no(
        "infectious_aerosol_excluded",
        "shown unable to deliver infectious aerosols",
        "Has it been demonstrated that it cannot deliver biological agents as infectious aerosols?",
    ),
)

PARAMETERS: dict[str, Parameter] = {parameter.name: parameter for parameter in _EVERY}
"""Every parameter by name, in the order of the list above."""
