using System.IO.Compression;
using System.Text;

namespace Likeness.Interop;

/// <summary>Writes the zip of <see cref="PthFile"/>: <c>data.pkl</c>, the numbers of each tensor, and the version of the format.</summary>
internal static class PthWriter
{
    // The folder of the archive; torch.load accepts any.
    private const string Folder = "archive/";

    private static readonly DateTimeOffset Time = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes the tensors to a seekable stream.</summary>
    public static void Write(Stream stream, IReadOnlyList<TensorData> tensors)
    {
        using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        Add(archive, "data.pkl", PickleWriter.StateDict(tensors));
        Add(archive, "byteorder", Encoding.ASCII.GetBytes("little"));
        for (int i = 0; i < tensors.Count; i++)
        {
            Add(archive, $"data/{i}", tensors[i].Bytes);
        }

        Add(archive, "version", Encoding.ASCII.GetBytes("3\n"));
    }

    private static void Add(ZipArchive archive, string name, ReadOnlySpan<byte> bytes)
    {
        // PyTorch reads stored entries only.
        var entry = archive.CreateEntry(Folder + name, CompressionLevel.NoCompression);
        entry.LastWriteTime = Time;
        using var stream = entry.Open();
        stream.Write(bytes);
    }
}
