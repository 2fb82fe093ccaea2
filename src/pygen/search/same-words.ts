/** Words that mean the same to somebody who asks; the first of each line stands for all of them. */
const groups = [
  "drop skip ignore exclude discard omit reject",
  "keep retain narrow",
  "record row line entry tuple",
  "merge combine unify consolidate blend union",
  "match connect link relate correlate associate pair",
  "duplicate identical double doubled twice repeated repeat same",
  "compute calculate derive evaluate",
  "fetch get retrieve obtain pull",
  "save store persist",
  "stop terminate halt abort end",
  "fail failure error crash throw raise",
  "limit restrict cap",
  "sum total add",
  "count number many",
  "average mean",
  "split separate divide break",
  "send forward direct",
  "edit change modify alter",
  "select pick choose",
  "batch chunk packet bundle portion bulk",
  "api url endpoint webservice",
  "pipeline workflow flow job scenario",
  "create make generate produce build",
  "folder directory",
  "mail email",
  "copy mirror replicate clone",
  "branch path",
  "unpack unzip extract uncompress",
  "erase delete",
  "read load import ingest",
  "write export output",
  "alphabetical alphabetic sort sorted",
  "highest lowest largest smallest biggest greatest top",
  "nested subordinate sub child",
];

/** The word that stands for a word: `exclude` → `drop`. */
export const sameWord: ReadonlyMap<string, string> = new Map(
  groups.flatMap((group) => {
    const words = group.split(" ");
    return words.map((word) => [word, words[0] ?? word] as const);
  }),
);

/** Words for the data itself: in every question, and of little help. */
export const plainNouns: ReadonlySet<string> = new Set(
  (
    "record document data field value list result column item customer order invoice product file text name " +
    "amount email price user city country create fetch same one two three"
  ).split(" "),
);
