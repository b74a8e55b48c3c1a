namespace Likeness.Compute.Graph;

/// <summary>Which of the three arrays of a convolution is computed from the other two.</summary>
internal enum ConvolutionRole
{
    /// <summary>The result [batch, outputs, positions…], from the input and the weight: the convolution itself.</summary>
    Output,

    /// <summary>The input [batch, channels, positions…], from a result and the weight: the adjoint, or transposed convolution.</summary>
    Input,

    /// <summary>The weight [kernel…, outputs, channels / groups], from the input and a result.</summary>
    Weight,
}

/// <summary>
/// A convolution in one of its three roles. With y·(x ⋆ w) = Σ y[n,o,p] · w[t,o,c] · x[n,c,p·stride + t·dilation − before], each
/// role is the derivative of that sum with respect to the array that it lacks, so the gradients of each role are the other two.
/// </summary>
internal sealed class ConvolutionOp(ConvolutionRole role, ConvolutionGeometry geometry)
    : Op(
        role switch
        {
            ConvolutionRole.Output => "convolve",
            ConvolutionRole.Input => "convolve-transposed",
            _ => "convolve-weight",
        }
    )
{
    public ConvolutionRole Role { get; } = role;

    public ConvolutionGeometry Geometry { get; } = geometry;

    internal override string Signature => $"{Name}({Geometry.Signature})";

    internal override Shape InferShape(IReadOnlyList<Shape> inputs)
    {
        (Shape first, Shape second) = (inputs[0], inputs[1]);
        switch (Role)
        {
            case ConvolutionRole.Output:
                Require(first, Geometry.Input, "the input's positions");
                RequireKernel(second, first);
                Require(
                    first[1] == second[-1] * Geometry.Groups,
                    "the channels do not match the weight's",
                    first,
                    second
                );
                return [first[0], second[-2], .. Geometry.Output.ToArray()];
            case ConvolutionRole.Input:
                Require(first, Geometry.Output, "the result's positions");
                RequireKernel(second, first);
                Require(first[1] == second[-2], "the channels do not match the weight's", first, second);
                return [first[0], second[-1] * Geometry.Groups, .. Geometry.Input.ToArray()];
            default:
                Require(first, Geometry.Input, "the input's positions");
                Require(second, Geometry.Output, "the result's positions");
                Require(first[0] == second[0], "the batches differ", first, second);
                return [.. Geometry.Kernel.ToArray(), second[1], first[1] / Geometry.Groups];
        }
    }

    internal override Tensor?[] Gradient(Tensor result, Tensor gradient)
    {
        (Tensor first, Tensor second) = (result.Inputs[0], result.Inputs[1]);
        return Role switch
        {
            ConvolutionRole.Output =>
            [
                As(ConvolutionRole.Input, gradient, second),
                As(ConvolutionRole.Weight, first, gradient),
            ],
            ConvolutionRole.Input =>
            [
                As(ConvolutionRole.Output, gradient, second),
                As(ConvolutionRole.Weight, gradient, first),
            ],
            _ => [As(ConvolutionRole.Input, second, gradient), As(ConvolutionRole.Output, first, gradient)],
        };
    }

    internal override double[] Evaluate(Tensor result, IReadOnlyList<double[]> inputs)
    {
        var values = new double[result.Shape.Count];
        (double[] x, double[] w, double[] y) = Role switch
        {
            ConvolutionRole.Output => (inputs[0], inputs[1], values),
            ConvolutionRole.Input => (values, inputs[1], inputs[0]),
            _ => (inputs[0], values, inputs[1]),
        };
        (int batch, int outputs, int channels) = Extents(result);
        int perGroup = channels / Geometry.Groups;
        int outputsPerGroup = outputs / Geometry.Groups;
        (int yPositions, int xPositions) = (Geometry.Output.Count, Geometry.Input.Count);
        foreach ((int output, int tap, int input) in Geometry.Taps())
        {
            for (int n = 0; n < batch; n++)
            {
                for (int o = 0; o < outputs; o++)
                {
                    int yPosition = (((n * outputs) + o) * yPositions) + output;
                    for (int c = 0; c < perGroup; c++)
                    {
                        int channel = (o / outputsPerGroup * perGroup) + c;
                        int xPosition = (((n * channels) + channel) * xPositions) + input;
                        int wPosition = (((tap * outputs) + o) * perGroup) + c;
                        switch (Role)
                        {
                            case ConvolutionRole.Output:
                                y[yPosition] += w[wPosition] * x[xPosition];
                                break;
                            case ConvolutionRole.Input:
                                x[xPosition] += w[wPosition] * y[yPosition];
                                break;
                            default:
                                w[wPosition] += x[xPosition] * y[yPosition];
                                break;
                        }
                    }
                }
            }
        }

        return values;
    }

    /// <summary>The numbers of samples, of outputs and of channels of a node of this op.</summary>
    public (int Batch, int Outputs, int Channels) Extents(Tensor node)
    {
        (Shape first, Shape second) = (node.Inputs[0].Shape, node.Inputs[1].Shape);
        return Role switch
        {
            ConvolutionRole.Output => (first[0], node.Shape[1], first[1]),
            ConvolutionRole.Input => (first[0], first[1], node.Shape[1]),
            _ => (first[0], second[1], first[1]),
        };
    }

    private Tensor As(ConvolutionRole other, Tensor first, Tensor second) =>
        new(new ConvolutionOp(other, Geometry), first, second);

    private void RequireKernel(Shape weight, Shape other)
    {
        bool fits = weight.Rank == Geometry.Rank + 2 && weight.Take(Geometry.Rank).SequenceEqual(Geometry.Kernel);
        Require(fits && weight[-2] % Geometry.Groups == 0, "the weight does not fit", other, weight);
    }

    private void Require(Shape array, Shape positions, string what) =>
        Require(
            array.Rank == positions.Rank + 2 && array.Skip(2).SequenceEqual(positions),
            $"{what} differ",
            array,
            positions
        );

    private void Require(bool holds, string problem, params Shape[] shapes)
    {
        if (!holds)
        {
            throw new ShapeException(Name, problem, shapes);
        }
    }
}
