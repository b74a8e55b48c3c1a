using System.Globalization;
using Likeness.Data;
using Likeness.Modalities.Audio.Data;

namespace Likeness.Modalities.Audio;

/// <summary>Writes clips to one concatenated .wav, or to a folder with one file each.</summary>
public static class AudioSampleFile
{
    /// <summary>Whether a path is a folder: it has no extension, or is an existing folder.</summary>
    public static bool IsFolder(string path) => Path.GetExtension(path).Length == 0 || Directory.Exists(path);

    /// <summary>Refuses other names, and a file in a folder that does not exist; call it before long work.</summary>
    /// <exception cref="LikenessException">The name has another extension, or cannot be written.</exception>
    public static void Check(string path)
    {
        if (IsFolder(path))
        {
            OutputFolder.Check(path);
            return;
        }

        if (Path.GetExtension(path).ToLowerInvariant() is not (".wav" or ".wave"))
        {
            throw new LikenessException($"{path}: audio is not written to such a file (give x.wav, or a folder)");
        }

        AtomicFile.Check(path);
    }

    /// <summary>Writes the clips, each file atomically; file names contain the class.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="clips">The clips; at least one.</param>
    /// <exception cref="LikenessException">The name has another extension, or the file cannot be written.</exception>
    public static void Write(string path, ClipSet clips)
    {
        Check(path);
        if (!IsFolder(path))
        {
            WavFile.Write(path, new AudioClip(clips.Rate, [.. clips.Clips.SelectMany(clip => clip)]));
            return;
        }

        OutputFolder.Create(path);
        for (int i = 0; i < clips.Clips.Count; i++)
        {
            string kind = clips.Classes.Count == 0 ? "" : $"-{clips.Classes[clips.ClassOf[i]]}";
            string name = $"{(i + 1).ToString("0000", CultureInfo.InvariantCulture)}{kind}.wav";
            WavFile.Write(Path.Combine(path, name), clips[i]);
        }
    }
}
