using Likeness.Data.Kinds;

namespace Likeness.Data;

/// <summary>The formats of a column of numbers by the level of another column, see <see cref="LevelDecimals"/>.</summary>
/// <param name="by">The place of the other column.</param>
/// <param name="column">The other column.</param>
/// <param name="format">The format of numbers beside other levels.</param>
/// <param name="decimals">The decimals beside levels, by their texts.</param>
internal sealed class LevelFormats(
    int by,
    Column column,
    NumberFormat format,
    IReadOnlyDictionary<string, int> decimals
)
{
    private readonly Dictionary<double, NumberFormat> formatOf = [];

    /// <summary>The place of the other column.</summary>
    public int By => by;

    /// <summary>The text of a number.</summary>
    /// <param name="value">The number.</param>
    /// <param name="level">The cell of the other column in its row.</param>
    public string Write(double value, double level)
    {
        if (!formatOf.TryGetValue(level, out var own))
        {
            formatOf[level] = own = decimals.TryGetValue(column.Write(level), out int places)
                ? format with
                {
                    Decimals = places,
                }
                : format;
        }

        return own.Write(value);
    }
}
