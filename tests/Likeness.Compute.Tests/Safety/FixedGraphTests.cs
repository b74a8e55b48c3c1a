using System.Collections;
using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;
using CompiledGraph = Likeness.Compute.Compilation.CompiledGraph;

namespace Likeness.Compute.Tests.Safety;

/// <summary>What memory is laid out by cannot be changed afterwards: arrays are copied, and lists are read once.</summary>
public sealed class FixedGraphTests
{
    [Fact]
    public void AShapeDoesNotFollowItsArray()
    {
        int[] extents = [2, 3];
        var shape = new Shape(extents);
        using var parameter = new Parameter("p", shape);
        extents[0] = extents[1] = 100_000;
        Assert.Equal([2, 3], shape);
        Assert.Equal(6, parameter.Values.Length);
        using CompiledGraph graph = CompiledGraph.Compile([parameter.Tensor.Exp()]);
        graph.Run();
    }

    [Fact]
    public void APermutationDoesNotFollowItsArray()
    {
        int[] axes = [1, 0];
        Tensor x = Tensor.Input("x", [3, 500]);
        Tensor y = x.Permute(axes).Exp();
        (axes[0], axes[1]) = (0, 1);
        Compiled.Agrees(y, new Dictionary<Tensor, double[]> { [x] = new RandomValues(1).Uniform(1500) });
    }

    [Fact]
    public void ANodesInputsAreNoArray()
    {
        Tensor[] parts = [Tensor.Input("a", [100, 100]), Tensor.Input("b", [100, 100])];
        Tensor joined = Tensor.Concatenate(0, parts);
        (Tensor a, Tensor b) = (parts[0], parts[1]);
        parts[0] = parts[1] = Tensor.Input("small", [1, 1]);
        Assert.Equal([a, b], joined.Inputs);
        Assert.False(joined.Inputs is Tensor[]);
        Assert.Throws<NotSupportedException>(() => ((IList)joined.Inputs)[0] = parts[0]);
        using CompiledGraph graph = CompiledGraph.Compile([joined]);
        graph.Run();
    }

    [Fact]
    public void WhatIsCheckedIsWhatIsCompiled()
    {
        using var parameter = new Parameter("p", [2]);
        Assignment fits = new(parameter, Tensor.Constant([2], 1));
        Assignment doesNot = new(parameter, Tensor.Input("x", [3000, 1000]) + 1);
        using CompiledGraph graph = CompiledGraph.Compile([], new Changing([fits], [doesNot]));
        graph.Run();
        Assert.Equal([1, 1], parameter.Values);
    }

    [Fact]
    public void AParameterIsUpdatedOnce()
    {
        using var parameter = new Parameter("p", [2]);
        var error = Assert.Throws<ArgumentException>(() =>
            CompiledGraph.Compile([], [new(parameter, parameter.Tensor + 1), new(parameter, parameter.Tensor * 2)])
        );
        Assert.Contains("'p' is updated twice", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(-1)]
    public void AnInstructionSetThatIsNotThereIsRefused(int set)
    {
        Tensor x = Tensor.Input("x", [3, 3]);
        var options = new CompiledGraphOptions(Instructions: (InstructionSet)set);
        Assert.Throws<PlatformNotSupportedException>(() => CompiledGraph.Compile([x.MatMul(x)], options: options));
    }

    [SkippableFact]
    public void AnInstructionSetThatTheProcessorLacksIsRefused()
    {
        Skip.If(Isa.Best == InstructionSet.Avx512, "this processor has all instruction sets");
        Tensor x = Tensor.Input("x", [3, 3]);
        var options = new CompiledGraphOptions(Instructions: InstructionSet.Avx512);
        Assert.Throws<PlatformNotSupportedException>(() => CompiledGraph.Compile([x.MatMul(x)], options: options));
    }

    [Fact]
    public void AStateOfALoopThatEscapesIsOnlyZeros()
    {
        Tensor? escaped = null;
        Tensor.Loop(2, [Tensor.Input("x", [30, 30])], (_, states) => [escaped = states[0] + 1]);
        using CompiledGraph graph = CompiledGraph.Compile([escaped!]);
        graph.Run();
        var values = new float[900];
        graph.Read(escaped!, values);
        Assert.All(values, value => Assert.Equal(1, value));
    }

    /// <summary>A list that gives other elements the second time.</summary>
    private sealed class Changing(Assignment[] first, Assignment[] later) : IReadOnlyList<Assignment>
    {
        private int asked;

        public int Count => 1;

        public Assignment this[int index] => later[index];

        public IEnumerator<Assignment> GetEnumerator() =>
            ((IEnumerable<Assignment>)(asked++ == 0 ? first : later)).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
