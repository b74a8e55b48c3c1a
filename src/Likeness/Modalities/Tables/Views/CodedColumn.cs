using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;

namespace Likeness.Modalities.Tables.Views;

/// <summary>
/// Two columns for numbers with codes in their place: which code stands there, if any, and the numbers. In place of codes and missing values, models that do not take missing values see uniform numbers, as in <see cref="FilledColumn"/>.
/// </summary>
/// <param name="column">The column of the data.</param>
/// <param name="range">The smallest and largest value in the training rows.</param>
/// <param name="takesMissing">Whether the model takes missing values as they are.</param>
internal sealed class CodedColumn(Column column, (double Low, double High) range, bool takesMissing)
    : ViewedColumn(column)
{
    /// <summary>The level of numbers.</summary>
    public const string Number = "number";

    private readonly NumberCodes codes = column.Codes!;
    private readonly FilledColumn filled = new(column, range);

    /// <summary>The level of a code; numbers have 0.</summary>
    public static int LevelOf(int code) => code + 1;

    private int MissingLevel => LevelOf(codes.Count);

    public override IReadOnlyList<Column> Numbers { get; } =
    [CodesOf(column), column with { Missing = takesMissing ? column.Missing ?? "" : null }];

    // Which code it is says whether there is a number.
    public override int ValueAt => 1;

    public override string Description => "and which code it is";

    public override double MissingCost => takesMissing ? 0 : filled.MissingCost;

    public override double[][] Encode(ReadOnlySpan<double> cells, PhiloxRandom random) =>
        [Levels(cells, MissingLevel), takesMissing ? cells.ToArray() : filled.Encode(cells, random)[0]];

    public override double[][] EncodeUnknown(double[] cells) =>
        [Levels(Array.ConvertAll(cells, cell => Column.IsMissing(cell) ? double.NaN : cell), double.NaN), cells];

    public override double[] Decode(double[][] numbers, int count)
    {
        double[] cells = [.. numbers[ValueAt]];
        for (int i = 0; i < cells.Length; i++)
        {
            int code = (int)numbers[0][i] - 1;
            cells[i] =
                code < 0 ? cells[i]
                : code < codes.Count ? NumberCodes.Cell(code)
                : double.NaN;
        }

        return cells;
    }

    private double[] Levels(ReadOnlySpan<double> cells, double missing)
    {
        double[] levels = new double[cells.Length];
        for (int i = 0; i < levels.Length; i++)
        {
            levels[i] =
                !double.IsNaN(cells[i]) ? 0
                : codes.CodeOf(cells[i]) is >= 0 and var code ? LevelOf(code)
                : missing;
        }

        return levels;
    }

    private static Column CodesOf(Column column)
    {
        string[] texts =
        [
            Number,
            .. column.Codes!.Texts,
            .. column.Missing is null
                ? Array.Empty<string>()
                : [column.Missing is { Length: > 0 } missing ? missing : "missing"],
        ];
        return new Column(column.Name + NumberCodes.Suffix, new Grid(0, 1, texts.Length))
        {
            // Codes may have any text, also these.
            Kind = new CategoryKind([
                .. texts
                    .Index()
                    .Select(one => Array.IndexOf(texts, one.Item) < one.Index ? $"{one.Item} ({one.Index})" : one.Item),
            ]),
        };
    }
}
