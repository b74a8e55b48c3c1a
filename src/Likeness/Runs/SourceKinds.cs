using Likeness.Data;
using Likeness.Interop;

namespace Likeness.Runs;

/// <summary>Tells what kind of data files hold.</summary>
internal static class SourceKinds
{
    // A stack of images has three axes at least; a table has two at most.
    private const int ImageAxes = 3;
    private const int HeaderBytes = 4096;
    private const int TextBytes = 1 << 16;

    /// <summary>What files that are read together hold.</summary>
    /// <exception cref="LikenessException">There is no such file.</exception>
    public static DataKind Detect(IReadOnlyList<string> files)
    {
        if (files.Count != 1)
        {
            return DataKind.Table;
        }

        string path = files[0];
        if (Directory.Exists(path))
        {
            return HasAudio(path) ? DataKind.Audio : DataKind.Images;
        }

        return Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".npz" => DataKind.Images,
            ".npy" when Axes(path) >= ImageAxes => DataKind.Images,
            ".wav" or ".wave" => DataKind.Audio,
            ".md" => DataKind.Text,
            ".txt" or ".text" when !TableText.IsTable(InputFile.ReadStart(path, TextBytes)) => DataKind.Text,
            _ => DataKind.Table,
        };
    }

    private static bool HasAudio(string folder) =>
        new[] { folder }
            .Concat(Directory.EnumerateDirectories(folder))
            .Any(place =>
                Directory
                    .EnumerateFiles(place)
                    .Any(file => Path.GetExtension(file).ToLowerInvariant() is ".wav" or ".wave")
            );

    private static int Axes(string path)
    {
        try
        {
            return NpyHeader.Read(InputFile.ReadStart(path, HeaderBytes)).Shape.Length;
        }
        catch (InvalidDataException)
        {
            return 0; // who reads the file says what is wrong with it
        }
    }
}
