using Likeness.Data;
using Likeness.Modalities.Audio.Data;

namespace Likeness.Modalities.Audio;

/// <summary>The description of audio files: number, lengths, rates and channels of each class.</summary>
internal static class AudioFilesDescription
{
    /// <summary>Describes a WAVE file, or those of a folder.</summary>
    public static DataDescription Create(string path)
    {
        var unreadable = new UnreadableFiles("clips");
        var found = new List<(int Class, WavFormat Format, double Seconds)>();
        int count = 0;
        foreach (var file in ClipFolder.Files(path))
        {
            count++;
            try
            {
                file.Require();
                var (format, samples) = WavFile.ReadChannels(file.Path);
                found.Add((file.Class, format, samples.Length / (double)format.Rate));
            }
            catch (LikenessException failure)
            {
                unreadable.Add(count, failure);
            }
        }

        string[] classes = Directory.Exists(path) ? ClassFolder.Classes(path) : [];
        string[] names = classes.Length == 0 ? [""] : classes;
        int[] rates = [.. found.Select(clip => clip.Format.Rate).Distinct().Order()];
        string line =
            rates.Length > 1
                ? $"a training resamples all to {Numeral.Whole(rates[0])} samples per second, the lowest rate (--sample-rate)"
            : found.Exists(clip => clip.Format.Channels > 1) ? "a training averages the channels to one"
            : "a training keeps the rate (--sample-rate)";
        return new DataDescription
        {
            Table = FilesDescription.Table(
                ["Class", "#Clips", "#Seconds", "Length in s", "Samples per second", "Channels"],
                [
                    .. names.Select(
                        (name, index) =>
                            Row(
                                name,
                                [
                                    .. found
                                        .Where(clip => clip.Class == index)
                                        .Select(clip => (clip.Format, clip.Seconds)),
                                ]
                            )
                    ),
                ]
            ),
            Lines = [line],
            Remarks = [.. FilesDescription.Remarks(unreadable, count)],
        };
    }

    private static IReadOnlyList<string> Row(string name, (WavFormat Format, double Seconds)[] clips) =>
        clips.Length == 0
            ? [name, "0", "", "", "", ""]
            :
            [
                name,
                Numeral.Whole(clips.Length),
                Numeral.Short(clips.Sum(clip => clip.Seconds), 4),
                FilesDescription.Range(
                    Numeral.Short(clips.Min(clip => clip.Seconds)),
                    Numeral.Short(clips.Max(clip => clip.Seconds))
                ),
                FilesDescription.Range(
                    Numeral.Whole(clips.Min(clip => clip.Format.Rate)),
                    Numeral.Whole(clips.Max(clip => clip.Format.Rate))
                ),
                FilesDescription.Range(
                    Numeral.Whole(clips.Min(clip => clip.Format.Channels)),
                    Numeral.Whole(clips.Max(clip => clip.Format.Channels))
                ),
            ];
}
