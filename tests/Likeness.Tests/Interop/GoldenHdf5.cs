using System.IO.Compression;
using System.Text.Json;
using Likeness.Tests.House;

namespace Likeness.Tests.Interop;

/// <summary>Small HDF5 files as h5py wrote them, with their numbers: tests/golden/hdf5.py.</summary>
internal static class GoldenHdf5
{
    private static readonly Goldens All = JsonSerializer.Deserialize<Goldens>(
        Repository.Read("tests/golden/hdf5.json"),
        JsonSerializerOptions.Web
    )!;

    /// <summary>Files that are read.</summary>
    public static IReadOnlyDictionary<string, GoldenFile> Read => All.Read;

    /// <summary>Files that are refused.</summary>
    public static IReadOnlyDictionary<string, GoldenRefusal> Refused => All.Refused;

    /// <summary>The file itself, which lies packed among the goldens.</summary>
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
