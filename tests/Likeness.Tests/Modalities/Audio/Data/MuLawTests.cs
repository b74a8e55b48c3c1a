using Likeness.Modalities.Audio.Data;

namespace Likeness.Tests.Modalities.Audio.Data;

public sealed class MuLawTests
{
    private static readonly GoldenMuLaw Expected = GoldenAudio.Read().MuLaw;

    [Fact]
    public void Classes_and_their_middles_are_those_of_the_formula()
    {
        Assert.Equal(Expected.Levels, MuLaw.Encode(Expected.Samples).Select(level => (int)level));
        Assert.Equal(MuLaw.Levels, Expected.Middles.Length);
        Assert.All(
            Enumerable.Range(0, MuLaw.Levels),
            k => Assert.Equal(Expected.Middles[k], MuLaw.Decode((byte)k), 1e-7)
        );
    }

    [Fact]
    public void A_class_comes_back_from_its_middle()
    {
        byte[] all = [.. Enumerable.Range(0, MuLaw.Levels).Select(k => (byte)k)];
        Assert.Equal(all, MuLaw.Encode(MuLaw.Decode(all)));
    }

    [Fact]
    public void What_is_beyond_full_scale_is_in_the_outermost_classes() =>
        Assert.Equal([0, 255], MuLaw.Encode([-3, 3]));
}
