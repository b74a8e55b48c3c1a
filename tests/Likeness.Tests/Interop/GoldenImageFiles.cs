using System.Text.Json;
using Likeness.Tests.House;

namespace Likeness.Tests.Interop;

/// <summary>Small files in the formats of image datasets, with their values, written by Python: tests/golden/image_files.py.</summary>
internal static class GoldenImageFiles
{
    private static readonly Dictionary<string, Dictionary<string, byte[]>> All = JsonSerializer.Deserialize<
        Dictionary<string, Dictionary<string, byte[]>>
    >(Repository.Read("tests/golden/image_files.json"))!;

    /// <summary>CIFAR-10: 12 images, two in each batch.</summary>
    public static IReadOnlyDictionary<string, byte[]> Cifar => All["cifar"];

    /// <summary>SVHN: three images.</summary>
    public static IReadOnlyDictionary<string, byte[]> Svhn => All["svhn"];

    /// <summary>Archives of arrays.</summary>
    public static IReadOnlyDictionary<string, byte[]> Npz => All["npz"];

    /// <summary>Reads the file truncated, and with one byte changed: each must be rejected, or give the same values.</summary>
    /// <param name="whole">The bytes of the file.</param>
    /// <param name="step">The step between the changed bytes.</param>
    /// <param name="check">Reads the file and compares the values.</param>
    public static void Damage(byte[] whole, int step, Action<byte[]> check)
    {
        for (int place = 0; place < whole.Length; place += step)
        {
            byte[] changed = [.. whole];
            changed[place] ^= 0x41;
            foreach (byte[] damaged in new[] { whole[..place], changed })
            {
                var error = Record.Exception(() => check(damaged));
                Assert.True(error is null or LikenessException, $"byte {place} of {whole.Length}: {error}");
            }
        }
    }
}
