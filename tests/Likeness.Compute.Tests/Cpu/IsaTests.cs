using System.Runtime.Intrinsics;
using Likeness.Compute.Cpu;

namespace Likeness.Compute.Tests.Cpu;

public sealed class IsaTests
{
    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    public void NothingSaidGivesTheBest(string? text) => Assert.Equal(Isa.Best, Isa.Choose(text));

    [Theory]
    [MemberData(nameof(Sets.Theory), MemberType = typeof(Sets))]
    public void ANameGivesThatSet(InstructionSet set)
    {
        Assert.Equal(set, Isa.Choose($"{set}"));
        Assert.Equal(set, Isa.Choose($" {set} ".ToLowerInvariant()));
    }

    [Fact]
    public void AnUnknownNameIsRefusedWithTheNamesThereAre()
    {
        var exception = Assert.Throws<PlatformNotSupportedException>(() => Isa.Choose("sse9"));
        Assert.Contains("LIKENESS_ISA=sse9", exception.Message, StringComparison.Ordinal);
        Assert.Contains("portable, avx2 or avx512", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void PortableIsSupportedEverywhere() => Assert.True(Isa.IsSupported(InstructionSet.Portable));

    [SkippableFact]
    public void TheRuntimeCanBeToldToLeaveAvx512()
    {
        Skip.IfNot(Environment.GetEnvironmentVariable("DOTNET_EnableAVX512") == "0", "only of the run without AVX-512");
        Assert.False(Vector512.IsHardwareAccelerated);
        Assert.NotEqual(InstructionSet.Avx512, Isa.Best);
        Assert.DoesNotContain(InstructionSet.Avx512, Sets.Here);
    }
}
