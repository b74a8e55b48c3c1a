using System.Globalization;
using Likeness.Modalities.Audio.Data;

namespace Likeness.Tests.Modalities.Audio.Data;

public sealed class ClipSetTests
{
    // One long clip among 24: it alone would be 20,000 samples.
    private static readonly ClipSet Uneven = new(
        8000,
        [.. Enumerable.Range(0, 24).Select(i => new float[i == 5 ? 240_000 : 8000])],
        ["a", "b"],
        [.. Enumerable.Range(0, 24).Select(i => i / 12)]
    )
    {
        Files = [.. Enumerable.Range(0, 24).Select(i => $"{i}.wav")],
    };

    [Fact]
    public void ASpreadOfUnevenClipsHasManyOfThem()
    {
        var some = Uneven.Spread(20_000);
        Assert.Equal(20_000, some.Samples);
        Assert.Equal(10, some.Clips.Count);
        Assert.Equal([5, 5], some.ClassOf.CountBy(value => value).Select(pair => pair.Value));
        Assert.All(some.Clips, clip => Assert.InRange(clip.Length, 1, 2048));
        Assert.Equal(some.Files.OrderBy(name => int.Parse(name[..^4], CultureInfo.InvariantCulture)), some.Files);
        Assert.Equal(["a", "b"], some.Classes);
    }

    [Fact]
    public void OnlyLongClipsAreCutWhereTheOthersFit()
    {
        var some = Uneven.Spread(300_000);
        Assert.Equal((24, 300_000L), (some.Clips.Count, some.Samples));
        Assert.All(some.Clips.Where((_, i) => i != 5), clip => Assert.Equal(8000, clip.Length));
        Assert.Same(Uneven, Uneven.Spread(Uneven.Samples));
    }
}
