using System.IO.Compression;
using Likeness.Data;
using Likeness.Data.Json;
using Likeness.Data.Parquet;
using Likeness.Figures;
using Likeness.Figures.Png;
using Likeness.Interop;

namespace Likeness.Sampling;

/// <summary>
/// Writes rows to a file by its extension: .csv, .tsv, .tab, .psv, .txt or .data (cells between delimiters), .jsonl or .ndjson (JSON objects, one a line), .json (an array of them), .parquet, .npy (float64,
/// [rows, columns]), or .png (the rows as an image). Text files may be compressed: .csv.gz.
/// </summary>
public static class SampleFile
{
    private const string Gzip = ".gz";

    private static readonly string[] Json = [".jsonl", ".ndjson", ".json"];
    private static readonly string[] Others = [".parquet", ".npy", ".png"];

    /// <summary>Rejects an unknown extension or a missing folder; call it before long computations.</summary>
    /// <exception cref="LikenessException">The file cannot be written.</exception>
    public static void Check(string path) => Check(path, Others);

    /// <summary>Rejects a missing folder, and a file that cannot hold any table by its extension, as .csv, .json and .parquet can.</summary>
    /// <exception cref="LikenessException">The file cannot be written.</exception>
    internal static void CheckAnyTable(string path) => Check(path, Others[..1]);

    private static void Check(string path, string[] others)
    {
        AtomicFile.Check(path);
        var (extension, isCompressed) = Format(path);
        bool isText = Json.Contains(extension) || CsvDelimiter.Extensions.Contains(extension);
        if (!isText && (isCompressed || !others.Contains(extension)))
        {
            throw new LikenessException(
                $"{path}: the file type is unknown (use the extension {string.Join(", ", [.. CsvDelimiter.Extensions.Take(2), .. Json, .. others.SkipLast(1)])} or {others[^1]})"
            );
        }
    }

    /// <summary>Writes the rows atomically; an existing file is replaced only when the new one is complete.</summary>
    /// <exception cref="LikenessException">
    /// The extension is unknown, the file cannot be written, or the rows are not an image.
    /// </exception>
    public static void Write(string path, Table rows) => Write(path, new SampledRows(rows.RowCount, [rows]));

    /// <summary>Writes rows that are sampled meanwhile, part by part; an image once all are there.</summary>
    /// <exception cref="LikenessException">As in <see cref="Write(string, Table)"/>, or the disk has no room for them.</exception>
    internal static void Write(string path, SampledRows rows)
    {
        Check(path);
        var (extension, isCompressed) = Format(path);
        switch (extension)
        {
            case ".npy":
                (var numbers, rows) = rows.Peek();
                Require(path, rows, numbers.Width * sizeof(double));
                NpyWriter.Write(path, rows.Count, rows.Parts);
                break;
            case ".png":
                byte[] picture = PngEncoder.Encode(PointPicture.Draw(rows.ToTable()));
                AtomicFile.Write(path, stream => stream.Write(picture));
                break;
            case ".parquet":
                AtomicFile.Write(path, stream => ParquetOutput.Write(stream, path, rows.Parts));
                break;
            default:
                if (CsvDelimiter.Extensions.Contains(extension) && !isCompressed)
                {
                    (var first, rows) = rows.Peek();
                    Require(path, rows, BytesPerRow(first));
                }

                AtomicFile.Write(path, stream => WriteText(stream, extension, isCompressed, rows.Parts));
                break;
        }
    }

    private static void WriteText(Stream stream, string extension, bool isCompressed, IEnumerable<Table> parts)
    {
        using var packed = isCompressed ? new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true) : null;
        if (CsvDelimiter.Extensions.Contains(extension))
        {
            CsvWriter.Write(packed ?? stream, parts, CsvDelimiter.Of(extension));
        }
        else
        {
            JsonWriter.Write(packed ?? stream, parts, isArray: extension == ".json");
        }
    }

    private static (string Extension, bool IsCompressed) Format(string path)
    {
        bool isCompressed = path.EndsWith(Gzip, StringComparison.OrdinalIgnoreCase);
        string name = isCompressed ? path[..^Gzip.Length] : path;
        return (Path.GetExtension(name).ToLowerInvariant(), isCompressed);
    }

    private static double BytesPerRow(Table part)
    {
        using var counted = new MemoryStream();
        CsvWriter.Write(counted, part);
        return counted.Length / (double)Math.Max(1, part.RowCount);
    }

    private static void Require(string path, SampledRows rows, double bytesPerRow) =>
        DiskSpace.Require(path, bytesPerRow * rows.Count, $"{rows.Count} rows");
}
