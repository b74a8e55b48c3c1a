using Likeness.Modalities.Audio;
using Likeness.Modalities.Audio.Data;
using Likeness.Testing;

namespace Likeness.Tests.Modalities.Audio.Data;

public sealed class ClipFolderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Clips_come_in_the_order_of_their_names_and_folders_are_classes()
    {
        Write("b/2.wav", 8_000, 0.25f, 0.5f);
        Write("b/1.WAV", 8_000, 0.125f);
        Write("a/3.wav", 8_000, -0.5f, 0, 0.5f);
        File.WriteAllText(folder.At("b/notes.txt"), "not audio");
        var set = ClipFolder.Read(folder.Location);
        Assert.Equal(["a", "b"], set.Classes);
        Assert.Equal([0, 1, 1], set.ClassOf);
        Assert.Equal(
            [
                [-0.5f, 0, 0.5f],
                [0.125f],
                [0.25f, 0.5f],
            ],
            set.Clips
        );
        Assert.Equal((8_000, 6L), (set.Rate, set.Samples));
        var some = set.Take([2, 0]);
        Assert.Equal([1, 0], some.ClassOf);
        Assert.Equal([0.25f, 0.5f], some[0].Samples);
    }

    [Fact]
    public void A_few_unreadable_files_are_skipped_with_a_remark()
    {
        for (int i = 0; i < 20; i++)
        {
            Write($"{(i < 10 ? "a" : "b")}/{i:00}.wav", 8_000, i / 32f);
        }

        File.WriteAllBytes(folder.At("b/10.wav"), []);
        var set = ClipFolder.Read(folder.Location, rate: null, mixDown: false, isLenient: true);
        Assert.Equal((19, 9), (set.Clips.Count, set.ClassOf.Count(value => value == 1)));
        Assert.Equal("b/11.wav", set.Files[10]);
        Assert.StartsWith(
            $"1 of 20 clips cannot be read and is skipped: {folder.At("b/10.wav")}: ",
            Assert.Single(set.Remarks),
            StringComparison.Ordinal
        );
        Assert.Throws<LikenessException>(() => ClipFolder.Read(folder.Location));
    }

    [Fact]
    public void One_file_is_one_clip()
    {
        Write("a.wav", 8_000, 0.5f);
        Assert.Equal([0.5f], Assert.Single(ClipFolder.Read(folder.At("a.wav")).Clips));
    }

    [Fact]
    public void Different_rates_are_refused_unless_one_is_asked_for()
    {
        Write("a.wav", 8_000, [.. Enumerable.Repeat(0.5f, 100)]);
        Write("b.wav", 16_000, [.. Enumerable.Repeat(0.5f, 100)]);
        Refuse("b.wav: the audio has 16000 samples per second");
        var set = ClipFolder.Read(folder.Location, rate: 8_000);
        Assert.Equal([100, 50], set.Clips.Select(clip => clip.Length));
    }

    [Fact]
    public void Training_takes_the_lowest_of_different_rates()
    {
        Write("a.wav", 16_000, [.. Enumerable.Repeat(0.5f, 100)]);
        Write("b.wav", 8_000, [.. Enumerable.Repeat(0.5f, 100)]);
        var set = ClipFolder.Read(folder.Location, rate: null, mixDown: false, isLenient: true);
        Assert.Equal(8_000, set.Rate);
        Assert.Equal([50, 100], set.Clips.Select(clip => clip.Length));
        Assert.Equal(
            "The clips have from 8,000 to 16,000 samples per second, and all are resampled to 8,000, the lowest rate (--sample-rate).",
            Assert.Single(set.Remarks)
        );
        Assert.Contains(
            "a training resamples all to 8,000 samples per second, the lowest rate (--sample-rate)",
            AudioFilesDescription.Create(folder.Location).Lines
        );
    }

    [Fact]
    public void Files_of_other_formats_and_beside_the_classes_count_as_unreadable()
    {
        for (int i = 0; i < 20; i++)
        {
            Write($"{(i < 10 ? "a" : "b")}/{i:00}.wav", 8_000, i / 32f);
        }

        Write("loose.wav", 8_000, 0.5f);
        File.WriteAllText(folder.At("b/song.mp3"), "");
        var set = ClipFolder.Read(folder.Location, rate: null, mixDown: false, isLenient: true);
        Assert.Equal((20, 10), (set.Clips.Count, set.ClassOf.Count(value => value == 1)));
        Assert.Equal(
            $"2 of 22 clips cannot be read and are skipped: the first is {folder.At("loose.wav")}: this file lies beside the folders of the classes (put it into one of them).",
            Assert.Single(set.Remarks)
        );
        var described = AudioFilesDescription.Create(folder.Location).Remarks;
        Assert.Equal("2 files of 22 cannot be read; a training skips them:", described[0]);
        Assert.StartsWith(
            $"  {folder.At("b/song.mp3")}: audio is read from WAVE files",
            described[2],
            StringComparison.Ordinal
        );
        Refuse("loose.wav: this file lies beside the folders of the classes");
    }

    [Theory]
    [InlineData("song.mp3", "audio is read from WAVE files, and this is of another kind (convert it")]
    [InlineData("notes.txt", "the folder has no WAVE files")]
    [InlineData("a/b/c.wav", "a folder within a class is not read")]
    [InlineData("a/c.txt", "the class has no WAVE files")]
    public void What_is_no_folder_of_clips_is_told(string name, string message)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder.At(name))!);
        File.WriteAllText(folder.At(name), "");
        Refuse(message);
    }

    [Fact]
    public void A_clip_beside_the_classes_is_told()
    {
        Write("a/1.wav", 8_000, 0);
        Write("2.wav", 8_000, 0);
        Refuse("2.wav: this file lies beside the folders of the classes");
    }

    private void Refuse(string message)
    {
        var refused = Assert.Throws<LikenessException>(() => ClipFolder.Read(folder.Location));
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
    }

    private void Write(string name, int rate, params float[] samples)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder.At(name))!);
        WavFile.Write(folder.At(name), new AudioClip(rate, samples));
    }
}
