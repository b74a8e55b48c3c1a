namespace Likeness.Tests;

public sealed class NearestNameTests
{
    private static readonly string[] Names = ["realnvp", "vae", "train", "evaluate"];

    [Theory]
    [InlineData("realnpv", "realnvp")] // neighbours swapped
    [InlineData("RealNVP", "realnvp")]
    [InlineData("vea", "vae")]
    [InlineData("eval", "evaluate")] // a prefix
    [InlineData("trainn", "train")]
    public void FindsWhatWasMeant(string typed, string meant) => Assert.Equal(meant, NearestName.To(typed, Names));

    [Theory]
    [InlineData("zzzz")]
    [InlineData("")]
    [InlineData("diffusion")]
    public void SuggestsNothingFarAway(string typed) => Assert.Null(NearestName.To(typed, Names));
}
