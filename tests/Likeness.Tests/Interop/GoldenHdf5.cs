using System.IO.Compression;
using System.Text.Json;
using Likeness.Tests.House;

namespace Likeness.Tests.Interop;

/// <summary>Small HDF5 files written by h5py, with their values: tests/golden/hdf5.py.</summary>
internal static class GoldenHdf5
{
    private static readonly Goldens All = JsonSerializer.Deserialize<Goldens>(
        Repository.Read("tests/golden/hdf5.json"),
        JsonSerializerOptions.Web
    )!;

    /// <summary>Valid files.</summary>
    public static IReadOnlyDictionary<string, GoldenFile> Read => All.Read;

    /// <summary>Rejected files.</summary>
    public static IReadOnlyDictionary<string, GoldenRefusal> Refused => All.Refused;

    /// <summary>The file's bytes, which are stored compressed in the golden data.</summary>
    public static byte[] Unpacked(byte[] packed)
    {
        using var stream = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }

    internal sealed record GoldenFile(byte[] File, Dictionary<string, GoldenDataset> Datasets);

    internal sealed record GoldenDataset(int[] Shape, double[] Values);

    internal sealed record GoldenRefusal(byte[] File, string Says);

    private sealed record Goldens(Dictionary<string, GoldenFile> Read, Dictionary<string, GoldenRefusal> Refused);
}
