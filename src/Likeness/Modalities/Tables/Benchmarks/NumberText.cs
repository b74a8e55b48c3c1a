using System.Globalization;
using Likeness.Data;

namespace Likeness.Modalities.Tables.Benchmarks;

/// <summary>Reads the large text files of benchmarks: lines of numbers, with or without a line of names.</summary>
internal static class NumberText
{
    /// <summary>Reads rows with the width of the first line; further numbers of a longer line are ignored, as in pandas.</summary>
    /// <param name="path">The file.</param>
    /// <param name="separator">The separator; null for any run of blanks.</param>
    /// <param name="skipFirst">Whether the first line is not a row.</param>
    /// <param name="max">The maximum number of rows.</param>
    /// <exception cref="LikenessException">A line is too short, or contains something other than numbers.</exception>
    public static NumberRows Read(string path, char? separator, bool skipFirst, int max = int.MaxValue)
    {
        var values = new List<double>();
        int width = 0;
        int number = 0;
        foreach (string line in InputFile.ReadLines(path))
        {
            number++;
            string[] cells = separator is char mark
                ? line.Split(mark)
                : line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (number == 1 && (skipFirst || !double.TryParse(cells[0], CultureInfo.InvariantCulture, out _)))
            {
                width = separator is null ? 0 : cells.Length;
                continue;
            }

            if (line.Length == 0 || values.Count / Math.Max(1, width) >= max)
            {
                break;
            }

            width = width == 0 ? cells.Length : width;
            if (cells.Length < width)
            {
                throw new LikenessException(
                    $"{path}, line {number}: the line has {cells.Length} numbers instead of {width} (give the file as it was published)"
                );
            }

            for (int i = 0; i < width; i++)
            {
                values.Add(
                    double.TryParse(cells[i], CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)
                        ? value
                        : throw new LikenessException(
                            $"{path}, line {number}: number {i + 1} is not a finite number (give the file as it was published)"
                        )
                );
            }
        }

        return values.Count > 0
            ? new(width, [.. values])
            : throw new LikenessException($"{path}: there are no rows (give the file as it was published)");
    }
}
