using Likeness.Data;
using Likeness.Data.Kinds;

namespace Likeness.Modalities.Tables.Rules.Keys;

/// <summary>
/// A column of keys with parts that repeat, such as the year of <c>INV-2024-00017</c>. Models see each part as a column of its own, but for those that
/// follow from another column of the data.
/// </summary>
/// <param name="Column">The column of keys.</param>
/// <param name="Parts">Its parts, in their order.</param>
internal sealed record KeyColumn(string Column, IReadOnlyList<KeyPart> Parts) : TableRule
{
    /// <inheritdoc/>
    public override string Column { get; init; } = Column;

    /// <inheritdoc/>
    internal override IEnumerable<string> Needs => [];

    /// <inheritdoc/>
    internal override bool Replaces => false;

    /// <inheritdoc/>
    internal override IReadOnlyList<string> Texts => Parts.Any(part => part.By is not null) ? [ToString()] : [];

    /// <inheritdoc/>
    public override bool[] Holds(Table rows)
    {
        int[][] levels = LevelsOf(rows, IndexOf(rows, Column));
        var holds = new bool[rows.RowCount];
        Array.Fill(holds, true);
        for (int part = 0; part < Parts.Count; part++)
        {
            if (Parts[part].By is not { } by)
            {
                continue;
            }

            int at = IndexOf(rows, by);
            var follow = Parts[part]
                .Following(rows.Columns[at], Kind(rows.Columns[IndexOf(rows, Column)])?.Levels[part]);
            var cells = rows.Column(at);
            for (int row = 0; row < holds.Length; row++)
            {
                int level = follow(cells[row]);
                holds[row] &= level < 0 || levels[part][row] < 0 || level == levels[part][row];
            }
        }

        return holds;
    }

    /// <inheritdoc/>
    /// <remarks>Where all training rows have a part, an unknown one counts as the most frequent: a key says nothing of how likely its row is.</remarks>
    public override Table Encode(Table rows) => Encode(rows, part => part.MayBeMissing ? double.NaN : part.Common);

    /// <inheritdoc/>
    internal override Table EncodeUnknown(Table rows) => Encode(rows, _ => double.NaN);

    private Table Encode(Table rows, Func<KeyPart, double> unknown)
    {
        int at = IndexOf(rows, Column);
        int[][] levels = LevelsOf(rows, at);
        var columns = rows.Columns.ToList();
        var kinds = KeyParts.Columns(rows.Columns[at], []);
        var cells = Enumerable.Range(0, rows.Width).Select(rows.ColumnValues).ToList();
        for (int i = 0; i < Parts.Count; i++)
        {
            var part = Parts[i];
            if (part.By is null)
            {
                columns.Add(kinds[i] with { Name = part.Name, Missing = part.MayBeMissing ? "" : null });
                double[] own = part.ToCells(levels[i], kinds[i].Kind.LevelCount);
                cells.Add(Array.ConvertAll(own, cell => double.IsNaN(cell) ? unknown(part) : cell));
            }
        }

        return Table.FromColumns(columns, [.. cells], rows.Picture).WrittenAs(rows.Dialect);
    }

    /// <inheritdoc/>
    public override Table Decode(Table rows, Column column)
    {
        var parts = Kind(column)!;
        double[] keys = rows.ColumnValues(IndexOf(rows, Column));
        var levels = new int[Parts.Count][];
        for (int part = 0; part < levels.Length; part++)
        {
            int at = IndexOf(rows, Parts[part].By ?? Parts[part].Name);
            var follow = Parts[part].Following(rows.Columns[at], parts.Levels[part]);
            levels[part] = Array.ConvertAll(
                rows.ColumnValues(at),
                cell => follow(cell) is >= 0 and var level ? level : Parts[part].Common
            );
        }

        var combination = new int[levels.Length];
        for (int row = 0; row < keys.Length; row++)
        {
            for (int part = 0; part < combination.Length; part++)
            {
                combination[part] = levels[part][row];
            }

            bool isMissing = column.Missing is not null && double.IsNaN(keys[row]);
            keys[row] = isMissing ? double.NaN : parts.Combination(combination);
        }

        int[] left =
        [
            .. Enumerable
                .Range(0, rows.Width)
                .Where(i => Parts.All(part => part.By is not null || part.Name != rows.Columns[i].Name)),
        ];
        var data = rows.TakeColumns(left);
        return Replaced(data, IndexOf(data, Column), column, keys);
    }

    /// <inheritdoc/>
    public override Table Complete(Table rows) => rows;

    // [part][row] the level; −1 for a missing key, or a text that is none of the part's.
    private int[][] LevelsOf(Table rows, int at)
    {
        var cells = rows.Column(at);
        var levels = new int[Parts.Count][];
        for (int part = 0; part < levels.Length; part++)
        {
            levels[part] = new int[cells.Length];
            Array.Fill(levels[part], -1);
        }

        if (Kind(rows.Columns[at]) is not { } parts)
        {
            return levels;
        }

        for (int row = 0; row < cells.Length; row++)
        {
            if (!double.IsNaN(cells[row]))
            {
                int[] own = parts.LevelsOf(rows.Columns[at].Kind, cells[row]);
                for (int part = 0; part < own.Length; part++)
                {
                    levels[part][row] = own[part];
                }
            }
        }

        return levels;
    }

    private static KeyParts? Kind(Column column) =>
        column.Kind switch
        {
            IdentifierKind keys => keys.Parts,
            SampledKeyKind keys => keys.Parts,
            _ => null,
        };

    /// <inheritdoc/>
    public bool Equals(KeyColumn? other) =>
        other is not null && Column == other.Column && Parts.SequenceEqual(other.Parts);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Column, Parts.Count);

    /// <inheritdoc/>
    public override string ToString() =>
        string.Join(
            ", ",
            Parts
                .Index()
                .Where(one => one.Item.By is not null)
                .Select(one => $"{one.Item.By} determines part {one.Index + 1} of {Column}")
        );
}
