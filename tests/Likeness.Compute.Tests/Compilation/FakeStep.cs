using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Buffer = Likeness.Compute.Compilation.Buffer;

namespace Likeness.Compute.Tests.Compilation;

/// <summary>A step that reads and writes buffers and does nothing.</summary>
internal sealed unsafe class FakeStep : Step
{
    public FakeStep(Buffer[] reads, Buffer[] writes, long work, int lanes)
        : base("fake")
    {
        Work = work;
        LaneExtent = lanes;
        Array.ForEach(reads, buffer => Read(buffer));
        Array.ForEach(writes, buffer => Write(buffer));
    }

    public override long Work { get; }

    public override void Bind(float* arena, InstructionSet isa) { }

    public override void Run(int first, int end, float* scratch, in RunState state) { }
}
