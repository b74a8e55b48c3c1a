namespace Likeness.Bench.Tests;

/// <summary>The bench of the Vanilla VAE runs without its peer.</summary>
public sealed class VanillaVaeBenchTests
{
    [Fact]
    public void TrainsOnSmallImages() => Assert.Equal(0, VanillaVaeBench.Run(["--small", "--python", "none"]));
}
