using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;
using CompiledGraph = Likeness.Compute.Compilation.CompiledGraph;

namespace Likeness.Compute.Tests;

/// <summary>Runs a compiled graph and compares it with the definition in double precision.</summary>
internal static class Compiled
{
    /// <summary>The tolerance of the direct algorithm.</summary>
    public const double Tolerance = 2e-5;

    public static readonly InstructionSet[] InstructionSets =
    [
        .. Enum.GetValues<InstructionSet>().Where(set => set <= Isa.Best),
    ];

    /// <summary>The row-major values of a node, computed by the compiled graph.</summary>
    public static float[] Run(
        Tensor output,
        IReadOnlyDictionary<Tensor, double[]> given,
        CompiledGraphOptions? options = null
    )
    {
        using CompiledGraph graph = CompiledGraph.Compile([output], null, options);
        foreach ((Tensor input, double[] values) in given)
        {
            graph.Write(input, Array.ConvertAll(values, value => (float)value));
        }

        graph.Run();
        var result = new float[output.Shape.Count];
        graph.Read(output, result);
        return result;
    }

    /// <summary>Asserts that the graph agrees with the definition on every instruction set.</summary>
    public static void Agrees(Tensor output, IReadOnlyDictionary<Tensor, double[]> given, double tolerance = Tolerance)
    {
        double[] expected = Reference.Evaluate(output, given);
        double scale = expected.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
        foreach (InstructionSet set in InstructionSets)
        {
            float[] actual = Run(output, given, new CompiledGraphOptions(Instructions: set));
            for (int i = 0; i < expected.Length; i++)
            {
                bool same = double.IsFinite(expected[i])
                    ? Math.Abs(actual[i] - expected[i])
                        <= tolerance * Math.Max(1, Math.Max(scale * 0.05, Math.Abs(expected[i])))
                    : actual[i].Equals((float)expected[i]);
                if (!same)
                {
                    Assert.Fail($"{set}: element {i} of {output} is {actual[i]:R}, not {expected[i]:R}");
                }
            }
        }
    }
}
