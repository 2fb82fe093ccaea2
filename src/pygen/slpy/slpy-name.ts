/** Words that Python or every Snap's constructor has taken. */
const takenNames = new Set(
  (
    "false none true and as assert async await break class continue def del elif else except finally for from global if " +
    "import in is lambda nonlocal not or pass raise return try while with yield print " +
    "label notes execution_mode error_behavior inputs outputs error_views account pm_account position snap_id version " +
    "raw raw_layout raw_properties"
  ).split(" "),
);

/**
 * The argument that stands for a setting: `filePath` is `file_path`, `KeyThresholdLimit` is `key_threshold_limit`,
 * `HTTPMethod` is `http_method`. A name that is taken gets an underscore at its end.
 */
export function slpyName(key: string): string {
  const words = key
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replaceAll(/([A-Z])([A-Z][a-z])/g, "$1_$2")
    .replaceAll(/[^A-Za-z0-9]+/g, "_")
    .replaceAll(/^_+|_+$/g, "")
    .toLowerCase();
  if (takenNames.has(words)) return `${words}_`;
  return /^[a-z]/.test(words) ? words : `setting_${words}`;
}

/** The class of a group's fields, after the Snap's: `transformations` is `Transformations`. */
export function slpyGroupName(key: string): string {
  return slpyName(key)
    .split("_")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}

/** The class of a table's rows: `mappingTable` is `MappingTableItem`. */
export function slpyItemName(key: string): string {
  return `${slpyGroupName(key)}Item`;
}

/** The module that a class is imported from, by its class id: `slpy.modules.flow`. */
export function slpyModule(classId: string): string {
  const pack = /^com-snaplogic-snaps-([^-]+)-/.exec(classId)?.[1] ?? "other";
  const name = pack.toLowerCase().replaceAll(/[^a-z0-9]/g, "_");
  return `slpy.modules.${/^[a-z]/.test(name) ? name : `pack_${name}`}`;
}

/** Settings by the argument that stands for them; of two keys with one name the first has it, the other is `raw`. */
export function settingKeys(
  settings: Readonly<Record<string, unknown>>,
): ReadonlyMap<string, string> {
  const keys = new Map<string, string>();
  for (const key of Object.keys(settings)) {
    const name = slpyName(key);
    if (!keys.has(name)) keys.set(name, key);
  }
  return keys;
}
