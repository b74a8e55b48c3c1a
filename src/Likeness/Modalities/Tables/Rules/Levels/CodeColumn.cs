using Likeness.Data;
using Likeness.Modalities.Tables.Privacy;

namespace Likeness.Modalities.Tables.Rules.Levels;

/// <summary>
/// A code in place of a number that only rows with some levels of a category have, such as a limit of detection, which is that of one test. Both columns stay as they are; samples that break the rule are replaced.
/// </summary>
/// <param name="Column">The column of numbers.</param>
/// <param name="Code">The code.</param>
/// <param name="By">The category.</param>
/// <param name="Levels">The levels with which it occurs; −1 stands for a missing level.</param>
internal sealed record CodeColumn(string Column, string Code, string By, IReadOnlyList<int> Levels) : TableRule
{
    private const int MaxLevels = 50;

    /// <inheritdoc/>
    public override string Column { get; init; } = Column;

    /// <inheritdoc/>
    internal override IEnumerable<string> Needs => [By];

    /// <inheritdoc/>
    internal override bool Replaces => false;

    // A schema has no words for it.
    /// <inheritdoc/>
    internal override IReadOnlyList<string> Texts => [];

    /// <summary>
    /// The rules of training rows. Were levels independent of codes, n rows of a code would all have levels that a fraction p of the other rows has with probability pⁿ, which must be tiny.
    /// </summary>
    /// <param name="rows">The training rows.</param>
    public static IEnumerable<CodeColumn> All(Table rows)
    {
        var coded = rows.Columns.Index().Where(column => column.Item.Codes is not null);
        foreach (var (at, column) in coded)
        {
            var cells = rows.ColumnValues(at);
            for (int code = 0; code < column.Codes!.Count; code++)
            {
                int[] own = [.. Enumerable.Range(0, cells.Length).Where(row => NumberCodes.Of(cells[row]) == code)];
                if (own.Length < Protection.MinRows)
                {
                    continue;
                }

                string text = column.Codes.Text(code);
                var best = rows
                    .Columns.Index()
                    .Where(by => by.Item.Kind.LevelCount is > 1 and <= MaxLevels)
                    .Select(by => Find(by.Index, own, text))
                    .Where(one => one.Chance < RuleSearch.MaxLogChance)
                    .OrderBy(one => one.Chance)
                    .FirstOrDefault();
                if (best.Rule is not null)
                {
                    yield return best.Rule;
                }
            }

            (CodeColumn Rule, double Chance) Find(int by, int[] own, string text)
            {
                int[] levels = Array.ConvertAll(rows.ColumnValues(by), LevelOf);
                int[] found = [.. own.Select(row => levels[row]).Distinct().Order()];
                double fraction = levels.Count(found.Contains) / (double)levels.Length;
                return (
                    new CodeColumn(column.Name, text, rows.Columns[by].Name, found),
                    own.Length * Math.Log(fraction)
                );
            }
        }
    }

    /// <inheritdoc/>
    public override bool[] Holds(Table rows)
    {
        var (at, by) = (IndexOf(rows, Column), IndexOf(rows, By));
        bool[] holds = new bool[rows.RowCount];
        Array.Fill(holds, true);
        if (rows.Columns[at].Codes?.TryRead(Code, out double? cell) == true)
        {
            int code = NumberCodes.Of(cell.Value);
            for (int row = 0; row < holds.Length; row++)
            {
                holds[row] = NumberCodes.Of(rows[row, at]) != code || Levels.Contains(LevelOf(rows[row, by]));
            }
        }

        return holds;
    }

    /// <inheritdoc/>
    public override Table Encode(Table rows) => rows;

    /// <inheritdoc/>
    public override Table Decode(Table rows, Column column) => rows;

    /// <inheritdoc/>
    public override Table Complete(Table rows) => rows;

    /// <inheritdoc/>
    public bool Equals(CodeColumn? other) =>
        other is not null
        && (Column, Code, By) == (other.Column, other.Code, other.By)
        && Levels.SequenceEqual(other.Levels);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Column, Code, By, Levels.Count);

    /// <inheritdoc/>
    public override string ToString() => $"{By} determines whether {Column} may be {Code}";

    private static int LevelOf(double cell) => double.IsNaN(cell) ? -1 : (int)cell;
}
