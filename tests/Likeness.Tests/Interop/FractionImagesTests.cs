using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using Likeness.Data;
using Likeness.Modalities;
using Likeness.Modalities.Images.Data;
using Likeness.Testing;

namespace Likeness.Tests.Interop;

/// <summary>Arrays of floats: images of numbers from 0 to 1, points, and neither.</summary>
public sealed class FractionImagesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void FloatsFromZeroToOneAreImages()
    {
        Assert.Equal([0, 255, 128, 51], Images([0, 1, 0.5f, 0.2f]));
        Assert.Equal([0, 255, 2, 1], Images([0, 255, 2, 1]));
    }

    [Fact]
    public void OtherFloatsSayWhatTheArrayIs()
    {
        string message = Assert.Throws<LikenessException>(() => Images([0, 0.5f, 2, -1])).Message;
        Assert.Contains("an array (1, 2, 2) of '<f4': element 2 is 2", message);
        Assert.DoesNotContain("new copy", message);
    }

    [Fact]
    public void ArraysOfRowsInAnArchiveArePoints()
    {
        string path = folder.At("a.npz");
        using (var archive = ZipFile.Open(path, ZipArchiveMode.Create))
        {
            Write(archive, "X.npy", Npy("(2, 2)", [1, 2, 3, 4]));
            Write(archive, "y.npy", Npy("(2,)", [5, 6]));
        }

        Assert.Equal("table", ModalityRegistry.OfFiles([path]).Name);
        var table = DataFiles.Read([path]);
        Assert.Equal(3, table.Width);
        Assert.Equal((4, 6), (table[1, 1], table[1, 2]));
    }

    private static void Write(ZipArchive archive, string name, byte[] content)
    {
        using var entry = archive.CreateEntry(name).Open();
        entry.Write(content);
    }

    private byte[] Images(float[] values) =>
        ImageFiles.Load(folder.Bytes("a.npy", Npy("(1, 2, 2)", values))).Train.Pixels;

    private static byte[] Npy(string shape, float[] values)
    {
        string text = $"{{'descr': '<f4', 'fortran_order': False, 'shape': {shape}, }}".PadRight(117) + "\n";
        byte[] numbers = MemoryMarshal.AsBytes(values.AsSpan()).ToArray();
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)text.Length, 0, .. Encoding.ASCII.GetBytes(text), .. numbers];
    }
}
