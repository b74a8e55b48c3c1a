using Likeness.Data;
using Likeness.Data.Schemas;

namespace Likeness.Modalities.Tables.Rules;

/// <summary>Rules that a schema declares, see <see cref="RuleText"/>.</summary>
internal sealed class DeclaredRules
{
    private readonly Table train;
    private readonly SortedDictionary<int, string> refused = [];
    private readonly List<TableRule> rules = [];
    private Table left;

    private DeclaredRules(Table train) => (this.train, left) = (train, train);

    /// <summary>The rules, in the order in which they encode.</summary>
    /// <param name="train">The training rows, which must satisfy them.</param>
    /// <param name="texts">The rules as the schema has them.</param>
    /// <param name="source">The schema's name in messages.</param>
    /// <exception cref="LikenessException">Texts are not rules, name no column, or some rows break them: the message names all, each with its path.</exception>
    public static TableRules Create(Table train, IReadOnlyList<string> texts, string source = "the schema")
    {
        var declared = new DeclaredRules(train);
        declared.AddAll(declared.Parse(texts));
        var errors = new SchemaErrors(source);
        foreach (var (index, error) in declared.refused)
        {
            errors.Add($"$.rules[{index}]", error);
        }

        errors.Throw();
        return new(train.Columns, declared.rules);
    }

    private List<Declaration> Parse(IReadOnlyList<string> texts)
    {
        var parsed = new List<Declaration>();
        string[] names = [.. train.Columns.Select(column => column.Name)];
        foreach (var (index, text) in texts.Index())
        {
            var rule = RuleText.Parse(text);
            string? error = rule?.Unknown(names) ?? RuleText.Error(text, KindOf);
            if (error is null)
            {
                parsed.Add(new(index, rule!, rule!.ColumnsIn(names), rule.Constant(names) ?? 0));
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
        // Sums and orders read columns that must be there as the data has them.
        declared.FindAll(one => one.Rule.Relation == RuleRelation.Determines).ForEach(Determine);
        var differences = declared.FindAll(one => one.Rule.Relation != RuleRelation.Determines);
        while (differences.Count > 0)
        {
            // In a chain of orders, the larger column is encoded first, while the smaller one is there as the data has it.
            int first = differences.FindIndex(one => !differences.Exists(other => other.Parts.Contains(one.Column)));
            var next = differences[Math.Max(0, first)];
            // What is at most the same column is subtracted with it.
            var together = differences.FindAll(other =>
                other == next
                || (
                    next.Rule.Relation == RuleRelation.AtMost
                    && other.Rule.Relation == RuleRelation.AtMost
                    && other.Column == next.Column
                )
            );
            differences.RemoveAll(together.Contains);
            Subtract(together);
        }
    }

    private void Determine(Declaration declared)
    {
        if (!IsThere(declared))
        {
            return;
        }

        var (by, column) = (IndexOf(declared.Parts[0]), IndexOf(declared.Column));
        if (!DeterminedColumnSearch.IsKnown(left, by))
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
        bool isExact = together[0].Rule.Relation == RuleRelation.Equals;
        var held = together.FindAll(one => IsThere(one) && Holds(one));
        if (held.Count == 0)
        {
            return;
        }

        double constant = held[0].Constant;
        var rule = DifferenceColumn.Create(
            left,
            IndexOf(held[0].Column),
            [.. held.Select(one => one.Parts.Select(IndexOf).ToArray())]
        );
        Add(
            rule with
            {
                Least = Math.Max(0, isExact ? constant : rule.Least),
                Most = Math.Max(0, isExact ? constant : rule.Most),
                Cap = isExact ? null : rule.Cap,
            }
        );
    }

    private bool Holds(Declaration declared)
    {
        bool isExact = declared.Rule.Relation == RuleRelation.Equals;
        int broken = DifferenceColumn
            .Create(
                left,
                IndexOf(declared.Column),
                [
                    [.. declared.Parts.Select(IndexOf)],
                ]
            )
            .Rests(left)
            .Count(rest =>
                rest < -DifferenceColumn.Slack
                || (isExact && Math.Abs(rest - declared.Constant) > DifferenceColumn.Slack)
            );
        return broken == 0 || Break(declared, $"{broken} of {train.RowCount} training rows break it");
    }

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

    // A rule at its place in the list, with the parts that are columns.
    private sealed record Declaration(int Index, RuleText Rule, IReadOnlyList<string> Parts, double Constant)
    {
        public string Column => Rule.Column;
    }
}
