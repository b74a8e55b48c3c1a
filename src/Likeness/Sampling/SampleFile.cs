using Likeness.Data;
using Likeness.Data.Json;
using Likeness.Figures;
using Likeness.Figures.Png;
using Likeness.Interop;

namespace Likeness.Sampling;

/// <summary>Writes rows to a file by its extension: .csv, .jsonl or .ndjson (JSON objects, one a line), .json (an array of them), .npy (float64, [rows, columns]), or .png (the rows as an image).</summary>
public static class SampleFile
{
    private static readonly Dictionary<string, Action<string, Table>> Writers = new(StringComparer.OrdinalIgnoreCase)
    {
        [".csv"] = CsvWriter.Write,
        [".jsonl"] = (path, rows) => WriteJson(path, [rows], isArray: false),
        [".ndjson"] = (path, rows) => WriteJson(path, [rows], isArray: false),
        [".json"] = (path, rows) => WriteJson(path, [rows], isArray: true),
        [".npy"] = (path, rows) => NpyWriter.Write(path, rows),
        [".png"] = (path, rows) =>
        {
            byte[] picture = PngEncoder.Encode(PointPicture.Draw(rows));
            AtomicFile.Write(path, stream => stream.Write(picture));
        },
    };

    /// <summary>Rejects an unknown extension or a missing folder; call it before long computations.</summary>
    /// <exception cref="LikenessException">The file cannot be written.</exception>
    public static void Check(string path)
    {
        if (!Writers.ContainsKey(Path.GetExtension(path)))
        {
            throw new LikenessException(
                $"{path}: the file type is unknown (use the extension {string.Join(", ", Writers.Keys.SkipLast(1))} or {Writers.Keys.Last()})"
            );
        }

        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (!Directory.Exists(folder))
        {
            throw new LikenessException($"{path}: the folder '{folder}' does not exist (create it first)");
        }

        if (Directory.Exists(path))
        {
            throw new LikenessException($"{path}: this is a folder, not a file (give a file name inside it)");
        }
    }

    /// <summary>Writes rows that are sampled meanwhile: to .csv and .npy part by part, else once all are there.</summary>
    /// <exception cref="LikenessException">As in <see cref="Write(string, Table)"/>, or the disk has no room for them.</exception>
    internal static void Write(string path, SampledRows rows)
    {
        Check(path);
        switch (Path.GetExtension(path).ToUpperInvariant())
        {
            case ".CSV":
                using (var counted = new MemoryStream())
                {
                    var first = rows.Parts.First();
                    CsvWriter.Write(counted, first);
                    Require(counted.Length / (double)Math.Max(1, first.RowCount));
                }

                AtomicFile.Write(path, stream => CsvWriter.Write(stream, rows.Parts));
                break;
            case ".JSON" or ".JSONL" or ".NDJSON":
                WriteJson(
                    path,
                    rows.Parts,
                    Path.GetExtension(path).Equals(".json", StringComparison.OrdinalIgnoreCase)
                );
                break;
            case ".NPY":
                Require(rows.Parts.First().Width * sizeof(double));
                NpyWriter.Write(path, rows.Count, rows.Parts);
                break;
            default:
                Write(path, rows.ToTable());
                break;
        }

        void Require(double bytesPerRow) => DiskSpace.Require(path, bytesPerRow * rows.Count, $"{rows.Count} rows");
    }

    private static void WriteJson(string path, IEnumerable<Table> parts, bool isArray) =>
        AtomicFile.Write(path, stream => JsonWriter.Write(stream, parts, isArray));

    /// <summary>Writes the rows atomically; an existing file is replaced only when the new one is complete.</summary>
    /// <exception cref="LikenessException">
    /// The extension is unknown, the file cannot be written, or the rows are not an image.
    /// </exception>
    public static void Write(string path, Table rows)
    {
        Check(path);
        Writers[Path.GetExtension(path)](path, rows);
    }
}
