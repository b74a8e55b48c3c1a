using System.IO.Compression;
using System.Text;

namespace Likeness.Tests.Interop;

/// <summary>Writes .npz archives of bytes as numpy.savez_compressed does.</summary>
internal static class NpzOfBytes
{
    public static void Write(string path, IReadOnlyDictionary<string, (int[] Shape, byte[] Values)> arrays)
    {
        File.Delete(path);
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (var (name, (shape, values)) in arrays)
        {
            using var entry = archive.CreateEntry($"{name}.npy").Open();
            entry.Write(Npy(shape, values));
        }
    }

    /// <summary>A .npy file of bytes.</summary>
    public static byte[] Npy(int[] shape, byte[] values)
    {
        string axes = string.Concat(shape.Select(axis => $"{axis},"));
        string text = $"{{'descr': '|u1', 'fortran_order': False, 'shape': ({axes}), }}".PadRight(117) + "\n";
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)text.Length, 0, .. Encoding.ASCII.GetBytes(text), .. values];
    }
}
