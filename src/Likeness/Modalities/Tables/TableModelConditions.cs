using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables.Rules.Determined;
using Likeness.Modalities.Tables.Rules.Levels;
using Likeness.Modalities.Tables.Subjects;
using Likeness.Modalities.Tables.Views;
using Likeness.Models;
using Likeness.Sampling.Conditions;

namespace Likeness.Modalities.Tables;

/// <summary>Conditions on the columns of the data.</summary>
public sealed partial class TableModel
{
    /// <summary>
    /// Parses conditions on the columns of the data, such as <c>education=Bachelors, age&gt;=30</c>. A condition on a number implies that it is not missing;
    /// one on a column that a rule restores is checked on the sampled rows.
    /// </summary>
    /// <param name="text">The conditions, see <see cref="ConditionSet"/>.</param>
    /// <exception cref="LikenessException">
    /// A column, level or value does not exist, no value satisfies a condition, or protection keeps all that do out of samples.
    /// </exception>
    public ConditionSet ParseConditions(string text) => ParseConditions(ConditionText.Plain(text));

    /// <summary>
    /// Parses conditions with values of C#, such as <c>$"Size = {Size.Large}, Price &gt;= {10m}, Placed &lt; {new DateOnly(2025, 6, 1)}, Rating = {null}"</c>.
    /// </summary>
    /// <inheritdoc cref="ParseConditions(string)"/>
    public ConditionSet ParseConditions(ConditionText text)
    {
        var numbers = Encoding.View.Numbers;
        int[] kept =
        [
            .. Enumerable
                .Range(0, numbers.Count)
                .Where(number =>
                    !Encoding.AllRules.Restores(numbers[number].Name)
                    && !Encoding.IsContext(Encoding.View.OwnerOf(numbers[number].Name))
                    && !IsStepped(numbers[number].Name)
                ),
        ];
        int[] restored =
        [
            .. Enumerable
                .Range(0, Encoding.Columns.Count)
                .Where(column =>
                    (
                        Encoding.AllRules.Restores(Encoding.Columns[column].Name)
                        && RankOf(Encoding.Columns[column].Name) is null
                    ) || IsStepped(Encoding.Columns[column].Name)
                ),
        ];
        Column[] columns =
        [
            .. kept.Select(number => numbers[number]),
            .. restored.Select(column => Encoding.Columns[column]),
        ];
        Condition[] parsed =
        [
            .. new ConditionParser(columns, text, FilledColumn.Suffix, Refusal, NumberCodes.Suffix).Read(),
        ];
        Condition[] onNumbers =
        [
            .. parsed
                .Where(condition => condition.Column < kept.Length)
                .Select(condition => condition with { Column = kept[condition.Column] }),
        ];
        Condition[] all = [.. onNumbers, .. Encoding.View.Implied(onNumbers)];
        var set = ConditionSet.Create(all, Transform, numbers);
        foreach (var condition in parsed)
        {
            var column =
                condition.Column < kept.Length
                    ? numbers[kept[condition.Column]]
                    : Encoding.Columns[restored[condition.Column - kept.Length]];
            if (Encoding.RefusedByProtection(column, condition) is { } reason)
            {
                throw new LikenessException(reason);
            }
        }

        RefuseImpossible(parsed, condition => columns[condition.Column].Name);
        return set.With(
            [
                .. parsed
                    .Where(condition => condition.Column >= kept.Length)
                    .Select(condition => condition with { Column = restored[condition.Column - kept.Length] }),
            ],
            Encoding.Columns
        );
    }

    // Levels that never occur together would be sought in vain.
    private void RefuseImpossible(IReadOnlyList<Condition> parsed, Func<Condition, string> nameOf)
    {
        var of = parsed.ToLookup(nameOf, StringComparer.Ordinal);
        foreach (var rule in Encoding.Rules.OfType<LimitedColumn>())
        {
            double[] by = Permitted(rule.By);
            double[] levels = Permitted(rule.Column);
            if (by.Length > 0 && levels.Length > 0 && by.All(one => levels.All(level => rule.Excludes(one, level))))
            {
                string[] texts = [Described(rule.By), Described(rule.Column)];
                throw new LikenessException(
                    $"no sample has {texts[0]} and {texts[1]}: no training row has both ('{rule}'; change one of them, or train with --no-rules)"
                );
            }
        }

        // None where nothing is said of the column, or it is to be missing.
        double[] Permitted(string name) =>
            of.Contains(name)
                ?
                [
                    .. Enumerable
                        .Range(0, ColumnOf(name).Kind.LevelCount)
                        .Select(level => (double)level)
                        .Where(level => of[name].All(condition => condition.Holds(level))),
                ]
                : [];

        string Described(string name) => of[name].First().Describe(ColumnOf(name));
    }

    private Column ColumnOf(string name) => Encoding.Columns.First(column => column.Name == name);

    private IEnumerable<Table> OfRanks(
        IEnumerable<Table> parts,
        ulong seed,
        bool continuous,
        ConditionSet conditions
    ) =>
        Finished(
            // All are joined to one part, which begins with the first row.
            parts.Select(part => new SubjectRows(
                Encoding.FromNumbers(part, continuous, conditions),
                0,
                new Dictionary<string, long[]>()
            )),
            seed,
            order: null,
            areInOrder: false,
            areChosen: true
        );

    // The rank that a column is, or from which it follows.
    private RankColumn? RankOf(string name)
    {
        string by = Encoding.Rules.OfType<OfRankColumn>().FirstOrDefault(rule => rule.Column == name)?.By ?? name;
        return Encoding.Ranks.FirstOrDefault(rank => rank.Column == by);
    }

    private bool IsStepped(string column) => Encoding.Relative?.Restored.Contains(column) == true;

    // Conditions by the columns of a panel that are known of each row; null where one is on another column, or there is no panel.
    private Dictionary<string, Condition>? OnPanel(ConditionSet conditions)
    {
        if (Encoding.Panel is not { } panel || model.Model is not IRowImputer)
        {
            return null;
        }

        (string Name, Condition Condition)[] all =
        [
            .. conditions.All.Select(condition => (Encoding.View.Numbers[condition.Column].Name, condition)),
            .. conditions.OnRows.Select(condition => (conditions.RowColumns[condition.Column].Name, condition)),
        ];
        string[] known = [.. panel.Rows.Known];
        return Array.TrueForAll(all, one => known.Contains(one.Name))
            ? all.GroupBy(one => one.Name)
                .ToDictionary(
                    group => group.Key,
                    group => group.Select(one => one.Condition).Aggregate((a, b) => a.And(b))
                )
            : null;
    }

    // Of keys, parts take conditions; ranks are known when all rows are there.
    private string? Refusal(string name) =>
        RankOf(name) is { Rank: { IsOwn: false, Score: var score } }
            ? $"no condition on '{name}' is possible: it follows from the rank of '{score}' among all samples (give one on {score})"
        : Encoding.Columns.FirstOrDefault(column => column.Name == name) is { Kind: IdentifierKind or TextKind } named
            ? $"no condition on '{name}' is possible: the model does not learn {(named.Kind is IdentifierKind ? "identifiers" : "texts")} (give one on {string.Join(", ", Encoding.View.Numbers.Select(number => number.Name).Where(number => Encoding.Context?.IsOwn(Encoding.View.OwnerOf(number)) != true))})"
        : null;

    // Sampled rows must satisfy the rules, and the conditions on columns that these restore.
    private Func<Table, bool[]>? Accepting(ConditionSet conditions) =>
        !Encoding.Restricts
            ? null
            : numbers =>
            {
                var rows = Encoding.FromNumbersUnlimited(numbers, conditions: conditions);
                var accepted = new bool[rows.RowCount];
                Array.Fill(accepted, true);
                foreach (int row in Encoding.Breaking(rows))
                {
                    accepted[row] = false;
                }

                for (int row = 0; row < accepted.Length; row++)
                {
                    accepted[row] &= conditions.OnRows.All(condition => condition.Holds(rows[row, condition.Column]));
                }

                return accepted;
            };
}
