using System.Globalization;
using System.Text;

namespace Likeness.Tests.Data;

/// <summary>Lines of a CSV file: a station, two numbers and a word, between semicolons.</summary>
internal static class StationRows
{
    /// <summary>The lines.</summary>
    /// <param name="count">Their number.</param>
    public static string Create(int count)
    {
        var text = new StringBuilder();
        for (int row = 0; row < count; row++)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"S{row % 3};{row * 7 % 50};{8 + (0.1 * (row * 13 % 100)):0.0};{(row % 5 == 0 ? "ice" : "none")}\n"
            );
        }

        return text.ToString();
    }
}
