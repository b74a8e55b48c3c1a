using Likeness.Compute.Cpu;

namespace Likeness.Compute.Tests.Cpu;

/// <summary>The instruction sets that this machine supports, for theories and generators.</summary>
internal static class Sets
{
    public static InstructionSet[] Here { get; } = [.. Enum.GetValues<InstructionSet>().Where(Isa.IsSupported)];

    public static TheoryData<InstructionSet> Theory => [.. Here];
}
