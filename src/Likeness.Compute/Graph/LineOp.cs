using Likeness.Compute.Cpu;

namespace Likeness.Compute.Graph;

/// <summary>An op that processes each line along one axis independently.</summary>
internal abstract class LineOp(string name, int axis) : Op(name)
{
    /// <summary>The axis of the lines.</summary>
    public int Axis { get; } = axis;

    /// <summary>The kernel over several adjacent lines.</summary>
    public abstract LineKernel Kernel { get; }

    internal override string Signature => $"{Name}({Axis})";

    /// <summary>The definition for one line.</summary>
    /// <param name="inputs">That line of each input.</param>
    /// <param name="result">Receives that line of the result; initially zeros.</param>
    protected abstract void EvaluateLine(double[][] inputs, double[] result);

    internal override double[] Evaluate(Tensor result, IReadOnlyList<double[]> inputs)
    {
        var values = new double[result.Shape.Count];
        int step = result.Shape.Skip(Axis + 1).Aggregate(1, (product, extent) => product * extent);
        int outer = result.Shape.Take(Axis).Aggregate(1, (product, extent) => product * extent);
        for (int line = 0; line < outer * step; line++)
        {
            (int before, int after) = Math.DivRem(line, step);
            int Place(int extent, int i) => (((before * extent) + i) * step) + after;
            double[][] lines =
            [
                .. inputs.Select(
                    (input, k) =>
                    {
                        int extent = result.Inputs[k].Shape[Axis];
                        return Enumerable.Range(0, extent).Select(i => input[Place(extent, i)]).ToArray();
                    }
                ),
            ];
            var made = new double[result.Shape[Axis]];
            EvaluateLine(lines, made);
            for (int i = 0; i < made.Length; i++)
            {
                values[Place(made.Length, i)] = made[i];
            }
        }

        return values;
    }

    /// <summary>Checks that the axis exists.</summary>
    /// <exception cref="ShapeException">It does not exist.</exception>
    private protected Shape Checked(Shape shape) =>
        Axis >= 0 && Axis < shape.Rank ? shape : throw new ShapeException(Name, $"there is no axis {Axis}", shape);
}
