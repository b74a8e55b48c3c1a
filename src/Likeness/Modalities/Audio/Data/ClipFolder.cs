using Likeness.Data;
using Likeness.Interop;

namespace Likeness.Modalities.Audio.Data;

/// <summary>
/// Reads a folder of WAVE files: each subfolder is a class, by name; without subfolders the clips have no classes. Files that
/// are not audio are skipped; audio of other formats is refused.
/// </summary>
public static class ClipFolder
{
    private static readonly ClassFolder Sounds = new(
        Readable: [".wav", ".wave"],
        Refused: [".mp3", ".flac", ".ogg", ".opus", ".m4a", ".aac", ".aif", ".aiff", ".wma", ".au"],
        Files: "WAVE files",
        WhyRefused: UnreadKinds.Audio
    );

    /// <summary>Reads one file, or all files of a folder in the order of their names.</summary>
    /// <param name="path">A WAVE file, or the folder.</param>
    /// <param name="rate">Samples per second that all are resampled to (see <see cref="Resampling"/>); null to refuse different rates.</param>
    /// <param name="mixDown">Whether several channels are averaged to one; else files with several channels are refused.</param>
    /// <exception cref="LikenessException">
    /// There is no such folder, it or a class is empty, a file cannot be read, the rates differ, or all take more than 1 GiB.
    /// </exception>
    public static ClipSet Read(string path, int? rate = null, bool mixDown = false) =>
        Read(path, rate, mixDown, skips: false);

    /// <summary>The same; files that cannot be read may be skipped if they are few, with a remark.</summary>
    internal static ClipSet Read(string path, int? rate, bool mixDown, bool skips)
    {
        if (!Directory.Exists(path))
        {
            var clip = Brought(WavFile.Read(path, mixDown), rate);
            return new ClipSet(clip.Rate, [clip.Samples]) { Files = [Path.GetFileName(path)] };
        }

        string[] classes = ClassFolder.Classes(path);
        var clips = new List<float[]>();
        var classOf = new List<int>();
        (string Path, int Rate)? first = null;
        var files = new List<string>();
        long bytes = 0;
        var unreadable = new UnreadableFiles("clips");
        int count = 0;
        foreach (var (file, index) in Sounds.List(path))
        {
            count++;
            AudioClip clip;
            try
            {
                clip = WavFile.Read(file, mixDown);
            }
            catch (LikenessException failure) when (skips)
            {
                unreadable.Add(count, failure);
                continue;
            }

            clip = Brought(clip, rate);
            first ??= (file, clip.Rate);
            if (clip.Rate != first.Value.Rate)
            {
                throw new LikenessException(
                    $"{file}: the audio has {clip.Rate} samples per second, and {first.Value.Path} has {first.Value.Rate} (resample all to one rate; a training does so by --sample-rate {first.Value.Rate})"
                );
            }

            bytes += (long)clip.Samples.Length * sizeof(float);
            if (bytes > BoundedRead.Max)
            {
                throw new LikenessException(
                    $"{file}: with this file the total exceeds {BoundedRead.Max >> 20} MiB (give fewer, or resample them to a lower rate)"
                );
            }

            clips.Add(clip.Samples);
            classOf.Add(index);
            files.Add(Path.GetRelativePath(path, file).Replace(Path.DirectorySeparatorChar, '/'));
        }

        var remarks = unreadable.Remarks(count);
        return new ClipSet(first!.Value.Rate, clips, classes, classes.Length == 0 ? [] : classOf)
        {
            Files = files,
            Remarks = remarks,
        };
    }

    /// <summary>The files, with the index of their class (0 without classes); of a file, itself.</summary>
    internal static IEnumerable<(string Path, int Class)> Files(string path) =>
        Directory.Exists(path) ? Sounds.List(path) : [(path, 0)];

    private static AudioClip Brought(AudioClip clip, int? rate) =>
        rate is int wanted ? Resampling.To(clip, wanted) : clip;
}
