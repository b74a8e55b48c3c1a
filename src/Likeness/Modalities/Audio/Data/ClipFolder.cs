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
        Read(path, rate, mixDown, isLenient: false);

    /// <summary>The same; if it is lenient, a few files that cannot be read are skipped, and different rates become the lowest one, with remarks.</summary>
    internal static ClipSet Read(string path, int? rate, bool mixDown, bool isLenient)
    {
        if (!Directory.Exists(path))
        {
            var clip = Brought(WavFile.Read(path, mixDown), rate);
            return new ClipSet(clip.Rate, [clip.Samples]) { Files = [Path.GetFileName(path)] };
        }

        string[] classes = ClassFolder.Classes(path);
        var clips = new List<AudioClip>();
        var classOf = new List<int>();
        var files = new List<string>();
        long bytes = 0;
        var unreadable = new UnreadableFiles("clips");
        int count = 0;
        foreach (var file in Sounds.List(path))
        {
            count++;
            AudioClip clip;
            try
            {
                file.Require();
                clip = WavFile.Read(file.Path, mixDown);
            }
            catch (LikenessException failure) when (isLenient)
            {
                unreadable.Add(count, failure);
                continue;
            }

            clip = Brought(clip, rate);
            if (!isLenient && clips is [var first, ..] && clip.Rate != first.Rate)
            {
                throw new LikenessException(
                    $"{file.Path}: the audio has {clip.Rate} samples per second, and {Path.Combine(path, files[0])} has {first.Rate} (resample all to one rate)"
                );
            }

            bytes += (long)clip.Samples.Length * sizeof(float);
            if (bytes > BoundedRead.Max)
            {
                throw new LikenessException(
                    $"{file.Path}: with this file the total exceeds {BoundedRead.Max >> 20} MiB (give fewer, or resample them to a lower rate)"
                );
            }

            clips.Add(clip);
            classOf.Add(file.Class);
            files.Add(Path.GetRelativePath(path, file.Path).Replace(Path.DirectorySeparatorChar, '/'));
        }

        var remarks = unreadable.Remarks(count);
        var (lowest, highest) = (clips.Min(clip => clip.Rate), clips.Max(clip => clip.Rate));
        return new ClipSet(
            lowest,
            [.. clips.Select(clip => Resampling.To(clip, lowest).Samples)],
            classes,
            classes.Length == 0 ? [] : classOf
        )
        {
            Files = files,
            Remarks =
            [
                .. remarks,
                .. lowest == highest
                    ? Array.Empty<string>()
                    :
                    [
                        $"The clips have from {Numeral.Whole(lowest)} to {Numeral.Whole(highest)} samples per second, and all are resampled to {Numeral.Whole(lowest)}, the lowest rate (--sample-rate).",
                    ],
            ],
        };
    }

    /// <summary>The files, with the index of their class (0 without classes); of a file, itself.</summary>
    internal static IEnumerable<ClassFile> Files(string path) =>
        Directory.Exists(path) ? Sounds.List(path) : [new(path, 0, Complaint: null)];

    private static AudioClip Brought(AudioClip clip, int? rate) =>
        rate is int wanted ? Resampling.To(clip, wanted) : clip;
}
