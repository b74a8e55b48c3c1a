using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Data.Schemas;
using Likeness.Modalities.Tables.Privacy;
using Likeness.Modalities.Tables.Rules.Exceptions;

namespace Likeness.Modalities.Tables.Rules;

/// <summary>Rules that a schema declares, see <see cref="RuleText"/>.</summary>
internal sealed class DeclaredRules
{
    private const string NotLevels = "its columns are not all categories or all whole numbers";

    private readonly Table train;
    private readonly SortedDictionary<int, string> refused = [];
    private readonly List<TableRule> rules = [];
    private readonly List<TableRule> kept = [];
    private readonly List<(int Key, int Column)> subjects = [];
    private Table left;

    private DeclaredRules(Table train) => (this.train, left) = (train, train);

    /// <summary>The rules, in the order in which they encode.</summary>
    /// <param name="train">The training rows, which must satisfy them.</param>
    /// <param name="texts">The rules as the schema has them.</param>
    /// <param name="source">The schema's name in messages.</param>
    /// <exception cref="LikenessException">Texts are not rules, name no column, or some rows break them: the message names all, each with its path.</exception>
    public static TableRules Create(Table train, IReadOnlyList<string> texts, string source = "the schema")
    {
        var exceptions = new DeclaredExceptions(train, texts);
        var declared = new DeclaredRules(exceptions.Corrected);
        // Of two rules for one column, that by which it is encoded comes first.
        declared.AddAll([.. declared.Parse(texts).OrderBy(one => one.Rule.Relation == RuleRelation.AtMost)]);
        var errors = new SchemaErrors(source);
        foreach (var (index, error) in declared.refused)
        {
            errors.Add($"$.rules[{index}]", error);
        }

        errors.Throw();
        TableRule[] subjects = [.. declared.Subjects()];
        var turned = DeterminingSearch.TurnedAsDeclared(
            declared.train,
            declared.rules,
            [.. subjects, .. declared.kept],
            exceptions.MayBreak
        );
        TableRule[] rules = [.. subjects, .. turned, .. declared.kept];
        return new(train.Columns, rules, exceptions.Of(rules));
    }

    private List<Declaration> Parse(IReadOnlyList<string> texts)
    {
        var parsed = new List<Declaration>();
        string[] names = [.. train.Columns.Select(column => column.Name)];
        foreach (var (index, text) in texts.Index())
        {
            var rule = RuleText.Parse(text, names);
            string? error = rule?.Unknown(names) ?? RuleText.Error(text, names, KindOf);
            if (error is null)
            {
                parsed.Add(new(index, rule!));
            }
            else
            {
                Refuse(index, error);
            }
        }

        return parsed;
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
        switch (together[0].Rule.Relation)
        {
            case RuleRelation.Determines:
                Determine(together[0]);
                break;
            case RuleRelation.Differs:
                Differ(together[0]);
                break;
            case RuleRelation.Presence:
                Miss(together[0]);
                break;
            case RuleRelation.OneOf:
                Repeat(together[0]);
                break;
            case RuleRelation.Equals:
                Compute(together[0]);
                break;
            case RuleRelation.Months:
                Follow(
                    together[0],
                    (by, column) => MonthsColumn.Find(left, by, column, together[0].Rule.Days),
                    "some day is not whole months behind"
                );
                break;
            case RuleRelation.Shifted:
                Follow(
                    together[0],
                    (_, _) => Shifted(together[0]) is { } rule && rule.HoldsEverywhere(left) ? rule : null,
                    "some day is not so many months from the other one"
                );
                break;
            case RuleRelation.Compares:
                Follow(
                    together[0],
                    (_, _) => ComparedColumnSearch.Declare(left, together[0].Rule),
                    "some row has another value, or a text is no value of the column"
                );
                break;
            case RuleRelation.Years:
                Follow(
                    together[0],
                    (_, _) => YearsSearch.Declare(left, Years(together[0])),
                    "some row has other years, or none"
                );
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

        var rule = FormulaColumn.Create(
            left,
            IndexOf(declared.Column),
            [.. declared.Parts.Select(IndexOf)],
            declared.Rule.Formula!
        );
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

    private void Miss(Declaration declared)
    {
        var columns = train.Columns.ToList();
        int by = columns.FindIndex(one => one.Name == declared.Parts[0]);
        if (PresenceSearch.Declare(train, by, columns.FindIndex(one => one.Name == declared.Column)) is { } rule)
        {
            kept.Add(rule);
        }
        else
        {
            Break(
                declared,
                "with each value of the first column, the second is missing in some rows and present in others"
            );
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

    private static ShiftedDayColumn Shifted(Declaration declared) =>
        new(declared.Column, declared.Parts[0], declared.Parts[1], declared.Rule.Sign, declared.Rule.Days);

    private static YearsColumn Years(Declaration declared) =>
        new(declared.Column, declared.Parts[0], declared.Parts.ElementAtOrDefault(1), declared.Rule.Day);

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

    // Of each column of keys, what is the same in all rows of a key.
    private IEnumerable<SubjectColumns> Subjects() =>
        subjects
            .GroupBy(one => one.Key, one => one.Column)
            .Select(group => SubjectColumns.Create(train, group.Key, [.. group.Distinct()], Protection.MinRows));

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
            subjects.Exists(one => one.Key != key && (one.Column == column || one.Column == key || one.Key == column))
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
        if (DerivedColumnSearch.Find(left, by, column) is { } derived)
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

    private void Subtract(List<Declaration> together)
    {
        if (rules.Exists(rule => rule is MonthsColumn && rule.Column == together[0].Column))
        {
            // The days themselves must be in order.
            var before = new DeclaredRules(train);
            before.Subtract(together);
            rules.AddRange(before.rules.OfType<DifferenceColumn>().Select(rule => rule.Staying()));
            before.refused.ToList().ForEach(error => Refuse(error.Key, error.Value));
            return;
        }

        var held = together.FindAll(one => IsThere(one) && Holds(one));
        var orders = held.FindAll(one => one.Rule.Distance is null || held.Count == 1);
        rules.AddRange(held.Except(orders).Select(one => Difference(one).Staying()));
        if (orders.Count > 0)
        {
            var rule = Difference([.. orders]);
            double least = rule.Distance ?? 0;
            Add(rule with { Least = Math.Max(least, rule.Least), Most = Math.Max(least, rule.Most) });
        }
    }

    private bool Holds(Declaration declared)
    {
        double least = (declared.Rule.Distance ?? 0) - TableRule.RoundOff;
        int broken = Difference(declared).Rests(left).Count(rest => rest < least);
        return broken == 0 || Break(declared, BrokenBy(broken));
    }

    private DifferenceColumn Difference(params Declaration[] bounds) =>
        DifferenceColumn.Create(
            left,
            IndexOf(bounds[0].Column),
            [.. bounds.Select(one => one.Parts.Select(IndexOf).ToArray())]
        ) with
        {
            Distance = bounds.Length == 1 ? bounds[0].Rule.Distance : null,
        };

    private string BrokenBy(int broken) => $"{broken} of {train.RowCount} training rows break it";

    private void Add(TableRule rule)
    {
        rules.Add(rule);
        left = rule.Encode(left);
    }

    // Whether no other rule has left out or replaced one of its columns.
    private bool IsThere(Declaration declared)
    {
        string? restored = declared
            .Parts.Append(declared.Column)
            .FirstOrDefault(name => IndexOf(name) < 0 || !RuleSearch.IsOriginal(name, rules));
        return restored is null || Break(declared, $"another rule restores '{restored}'");
    }

    private int IndexOf(string name) => left.Columns.ToList().FindIndex(column => column.Name == name);

    private string? KindOf(string name) => train.Columns.FirstOrDefault(column => column.Name == name)?.Kind.Name;

    private bool Break(Declaration declared, string why)
    {
        Refuse(declared.Index, RuleText.Broken(declared.Rule.Text, why));
        return false;
    }

    private void Refuse(int index, string error) => refused[index] = error;

    // A rule at its place in the list.
    private sealed record Declaration(int Index, RuleText Rule)
    {
        public string Column => Rule.Column;

        public IReadOnlyList<string> Parts => Rule.Parts;
    }
}
