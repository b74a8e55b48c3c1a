using Likeness.Data;
using Likeness.Figures;

namespace Likeness.Modalities.Sequences;

/// <summary>Output files of the tasks of text and audio.</summary>
internal static class SequenceOutput
{
    /// <summary>Refuses a file that cannot be written, before the work.</summary>
    /// <exception cref="LikenessException">The path is a folder, or in one that does not exist.</exception>
    public static void Check(string path)
    {
        if (Directory.Exists(path))
        {
            throw new LikenessException($"{path}: this is a folder, not a file (give a file name inside it)");
        }

        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (!Directory.Exists(folder))
        {
            throw new LikenessException($"{path}: the folder '{folder}' does not exist (create it first)");
        }
    }

    /// <summary>Refuses a missing file of scores, or one that cannot be written.</summary>
    /// <exception cref="LikenessException">No file is named, or it cannot be written.</exception>
    public static void CheckScores(string? path) =>
        Check(path ?? throw new LikenessException("scores are written to a file (give --out scores.csv)"));

    /// <summary>Writes scores as CSV, and reports the bits per unit.</summary>
    /// <param name="path">The file.</param>
    /// <param name="scores">The scores; the third column holds bits.</param>
    /// <param name="rows">The name of the rows: <c>lines</c> or <c>clips</c>.</param>
    /// <param name="length">The total number of bytes or samples.</param>
    /// <param name="unit">The unit: <c>byte</c> or <c>sample</c>.</param>
    /// <returns>The bits per byte or sample, and lines for people.</returns>
    public static (double Bits, IReadOnlyList<string> Lines) WriteScores(
        string path,
        Table scores,
        string rows,
        long length,
        string unit
    )
    {
        CsvWriter.Write(path, scores);
        double bits = scores.ColumnValues(2).Sum() / length;
        return (
            bits,
            [
                $"{Numeral.Whole(scores.RowCount)} {rows} written to {path}",
                $"{SequenceNumbers.Text(bits)} bits per {unit} over {Numeral.Whole(length)} {unit}s",
            ]
        );
    }
}
