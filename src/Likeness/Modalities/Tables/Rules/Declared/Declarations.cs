using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Data.Schemas;
using Likeness.Modalities.Tables.Rules.Calendar;
using Likeness.Modalities.Tables.Rules.Determined;
using Likeness.Modalities.Tables.Rules.Formulas;
using Likeness.Modalities.Tables.Rules.Keys;
using Likeness.Modalities.Tables.Rules.Levels;
using Likeness.Modalities.Tables.Rules.Orders;
using Likeness.Modalities.Tables.Rules.Partial;

namespace Likeness.Modalities.Tables.Rules.Declared;

/// <summary>Declared rules, made of training rows one after another.</summary>
internal sealed partial class Declarations
{
    private const string NeverZero = "with no value of the first column, the second is 0 in all rows";
    private const string NeverMissing =
        "with each value of the first column, the second is missing in some rows and present in others";
    private const string NeverLimited =
        "all pairs of their values occur, but for such as might be missing by chance, or a column has more than 256 values";
    private const string NotLevels = "its columns are not all categories or all whole numbers";

    private readonly Table train;
    private readonly SortedDictionary<int, string> refused = [];
    private readonly List<TableRule> rules = [];
    private readonly List<TableRule> kept = [];
    private readonly List<(int Key, int Column)> subjects = [];
    private Table left;

    private Declarations(Table train) => (this.train, left) = (train, train);

    /// <summary>Why rules cannot be kept, by their places in the list.</summary>
    public IReadOnlyDictionary<int, string> Refused => refused;

    /// <summary>Rules that replace columns or keep them in order, in the order in which they encode.</summary>
    public IReadOnlyList<TableRule> Rules => rules;

    /// <summary>Rules of columns that stay as they are.</summary>
    public IReadOnlyList<TableRule> Kept => kept;

    /// <summary>Makes rules.</summary>
    /// <param name="train">The training rows, which must satisfy them.</param>
    /// <param name="declared">The rules.</param>
    public static Declarations Make(Table train, IEnumerable<Declaration> declared)
    {
        var made = new Declarations(train);
        // Of two rules for one column, that by which it is encoded comes first; a date replaces what further rules need.
        var ofLevels = declared.ToLookup(one => one.Rule.Relation == RuleRelation.OfLevels);
        made.AddAll([
            .. ofLevels[false]
                .OrderBy(one => one.Rule.Relation == RuleRelation.IsDate)
                .ThenBy(one => one.Rule.Relation == RuleRelation.AtMost),
        ]);
        made.AddOfLevels(ofLevels[true]);
        return made;
    }

    private void AddAll(List<Declaration> declared)
    {
        while (declared.Count > 0)
        {
            // In a chain, the column that others determine is encoded first, while they are there as the data has them.
            int first = declared.FindIndex(one => !declared.Exists(other => other.Parts.Contains(one.Column)));
            var next = declared[Math.Max(0, first)];
            // What is at most the same column is subtracted with it.
            var together = declared.FindAll(other =>
                other == next
                || (
                    next.Rule.Relation == RuleRelation.AtMost
                    && other.Rule.Relation == RuleRelation.AtMost
                    && other.Column == next.Column
                )
            );
            declared.RemoveAll(together.Contains);
            Add(together);
        }
    }

    private void Add(List<Declaration> together)
    {
        string? absent = together
            .SelectMany(one => one.Parts.Append(one.Column))
            .FirstOrDefault(name => train.Columns.All(column => column.Name != name));
        if (absent is not null)
        {
            together.ForEach(one => Break(one, RestoredBy(absent)));
            return;
        }

        var first = together[0];
        switch (first.Rule.Relation)
        {
            case RuleRelation.Determines:
                Determine(first);
                break;
            case RuleRelation.Differs:
                Differ(first);
                break;
            case RuleRelation.PartlyEquals:
                Follow(
                    first,
                    (other, column) => PartlyEqualSearch.Declare(left, column, other),
                    "its columns are equal in no row, or in all, or are not of one kind"
                );
                break;
            case RuleRelation.Presence:
                Keep(
                    first,
                    PresenceSearch.Declare(train, first.Parts[0], first.Column, first.Rule.OfZeros),
                    first.Rule.OfZeros ? NeverZero : NeverMissing
                );
                break;
            case RuleRelation.Limits:
                Keep(first, LimitedSearch.Declare(train, first.Parts[0], first.Column), NeverLimited);
                break;
            case RuleRelation.Once:
                Keep(
                    first,
                    OnceSearch.Declare(train, first.Rule),
                    "two training rows have the same values of its columns"
                );
                break;
            case RuleRelation.Monotone:
                Keep(
                    first,
                    MonotoneSearch.Declare(train, first.Rule),
                    "a training row has a value behind a missing one, or none is missing"
                );
                break;
            case RuleRelation.Apart:
                Keep(
                    first,
                    ApartSearch.Declare(train, first.Rule),
                    "two training rows overlap, or one ends before it begins"
                );
                break;
            case RuleRelation.OneOf:
                Repeat(first);
                break;
            case RuleRelation.Equals:
                Compute(first);
                break;
            case RuleRelation.Exclusive:
                Follow(first, (_, _) => ExclusiveSearch.Declare(left, first), "some row has two of them, or none");
                break;
            case RuleRelation.Months:
                Follow(
                    first,
                    (by, column) => MonthsColumn.Find(left, by, column, first.Rule.Days),
                    "some day is not whole months behind"
                );
                break;
            case RuleRelation.Shifted:
                Follow(
                    first,
                    (_, _) => Shifted(first) is { } rule && rule.HoldsEverywhere(left) ? rule : null,
                    "some day is not so many months from the other one"
                );
                break;
            case RuleRelation.IsDate:
                Follow(first, (_, _) => Date(first), "some row has no such date");
                break;
            case RuleRelation.OfDate:
                Follow(
                    first,
                    (_, column) => Date(first) is { } date ? OfDateColumn.Find(left, date, column) : null,
                    "it does not follow from the date, or might by chance"
                );
                break;
            case RuleRelation.Compares:
                Follow(
                    first,
                    (_, _) => ComparedColumnSearch.Declare(left, first.Rule),
                    "some row has another value, or a text is no value of the column"
                );
                break;
            case RuleRelation.RatedBy:
                Follow(
                    first,
                    (part, column) => RateSearch.Of(left, column, part, IndexOf(first.Parts[1])),
                    "some row has another rate, all have the same, or there are too many rates"
                );
                break;
            case RuleRelation.Proportional:
                Follow(
                    first,
                    (part, column) =>
                        first.Parts.Count == 1
                            ? SuccessiveSearch.Declare(left, column, part)
                            : ProportionalSearch.Create(left, column, [.. first.Parts.Select(IndexOf)]),
                    "some row has a number above 0 where the product is 0 or missing, or one below 0"
                );
                break;
            case RuleRelation.Annuity:
                Follow(
                    first,
                    (amount, column) =>
                        AnnuitySearch.Declare(left, column, amount, IndexOf(first.Parts[1]), IndexOf(first.Parts[2])),
                    "some row has another payment"
                );
                break;
            case RuleRelation.Years:
                Follow(first, (_, _) => YearsSearch.Declare(left, Years(first)), "some row has other years, or none");
                break;
            default:
                Subtract(together);
                break;
        }
    }

    private void Compute(Declaration declared)
    {
        if (!IsThere(declared))
        {
            return;
        }

        int[] parts = [.. declared.Parts.Select(IndexOf)];
        TableRule rule =
            (TableRule?)RoundedSumColumn.Declare(left, declared.Rule)
            ?? FormulaColumn.Create(left, IndexOf(declared.Column), parts, declared.Rule.Formula!);
        AddHeld(declared, rule);
    }

    // The columns stay as they are, whatever other rules replace.
    private void Differ(Declaration declared)
    {
        var columns = train
            .Columns.ToList()
            .FindAll(one => one.Name == declared.Column || one.Name == declared.Parts[0]);
        var rule = new DifferentColumn(declared.Column, declared.Parts[0]);
        int broken = LevelMap.MayCompare(columns[0], columns[1]) ? rule.Holds(train).Count(holds => !holds) : -1;
        if (broken == 0)
        {
            kept.Add(rule);
        }
        else
        {
            Break(declared, broken > 0 ? BrokenBy(broken) : NotLevels);
        }
    }

    private void Repeat(Declaration declared)
    {
        if (!IsThere(declared))
        {
            return;
        }

        var (at, sources) = (IndexOf(declared.Column), declared.Parts.Select(IndexOf).ToArray());
        var own = declared.Rule.Own.Select(text =>
            left.Columns[at].Kind.TryRead(text, out double cell) ? cell : double.NaN
        );
        if (!Array.TrueForAll(sources, source => LevelMap.MayCompare(left.Columns[at], left.Columns[source])))
        {
            Break(declared, NotLevels);
            return;
        }

        var rule = OneOfSearch.Create(left, at, sources, own.Where(double.IsFinite));
        AddHeld(declared, rule);
    }

    private void Follow(Declaration declared, Func<int, int, TableRule?> find, string why)
    {
        if (!IsThere(declared))
        {
            return;
        }

        if (find(IndexOf(declared.Parts[0]), IndexOf(declared.Column)) is { } rule)
        {
            Add(rule);
        }
        else
        {
            Break(declared, why);
        }
    }

    /// <summary>Of each column of keys, what is the same in all rows of a key.</summary>
    public IEnumerable<SubjectColumns> Subjects() => DeclaredSubjects.Create(train, subjects);

    private void DetermineByKey(Declaration declared, int key)
    {
        int column = train.Columns.ToList().FindIndex(one => one.Name == declared.Column);
        if (!SubjectSearch.MayBeSubjects(train.Columns[key]))
        {
            Break(declared, $"every row has another value of '{declared.Parts[0]}'");
        }
        else if (!SubjectSearch.IsSame(train, key, column))
        {
            Break(declared, "some value of the first column has two values of the second");
        }
        else if (
            subjects.Exists(one =>
                one.Key != key
                && (
                    one.Column == column
                    || (one.Column == key && !NestedKeys.Are(train, (one.Key, key)))
                    || (one.Key == column && !NestedKeys.Are(train, (key, column)))
                )
            )
        )
        {
            Break(declared, $"keys of another column determine one of its columns");
        }
        else
        {
            subjects.Add((key, column));
        }
    }

    private void Determine(Declaration declared)
    {
        if (
            train.Columns.ToList().FindIndex(one => one.Name == declared.Parts[0] && one.Kind is IdentifierKind)
            is >= 0
                and var key
        )
        {
            DetermineByKey(declared, key);
            return;
        }

        if (!IsThere(declared))
        {
            return;
        }

        var (by, column) = (IndexOf(declared.Parts[0]), IndexOf(declared.Column));
        if (
            ((TableRule?)OfListColumn.Find(left, by, column) ?? DerivedColumnSearch.Find(left, by, column)) is
            { } derived
        )
        {
            Add(derived);
        }
        else if (!DeterminedColumnSearch.IsKnown(left, by))
        {
            Break(declared, $"nearly every sample has another value of '{declared.Parts[0]}' than the rows");
        }
        else if (DeterminedColumnSearch.Declare(left, by, column) is { } rule)
        {
            Add(rule);
        }
        else
        {
            Break(declared, "some value of the first column has two values of the second");
        }
    }

    private string BrokenBy(int broken) => $"{broken} of {train.RowCount} training rows break it";

    private void Add(TableRule rule)
    {
        rules.AddRange(rule.WithParts);
        left = rule.WithParts.Aggregate(left, (rows, one) => one.Encode(rows));
    }

    private void AddHeld(Declaration declared, TableRule rule)
    {
        int broken = rule.Holds(left).Count(holds => !holds);
        if (broken > 0)
        {
            Break(declared, BrokenBy(broken));
        }
        else
        {
            Add(rule);
        }
    }

    // Whether no other rule has left out or replaced one of its columns.
    private bool IsThere(Declaration declared)
    {
        string? restored = declared
            .Parts.Append(declared.Column)
            .FirstOrDefault(name => IndexOf(name) < 0 || !RuleSearch.IsOriginal(name, rules));
        return restored is null || Break(declared, RestoredBy(restored));
    }

    private static string RestoredBy(string column) => $"another rule restores '{column}'";

    private int IndexOf(string name) => left.Columns.ToList().FindIndex(column => column.Name == name);

    private bool Break(Declaration declared, string why)
    {
        Refuse(declared.Index, RuleText.Broken(declared.Rule.Text, why));
        return false;
    }

    private void Refuse(int index, string error) => refused[index] = error;
}
