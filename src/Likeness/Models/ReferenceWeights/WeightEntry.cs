using Likeness.Compute.Graph;
using Likeness.Interop;
using Likeness.Nn;

namespace Likeness.Models.ReferenceWeights;

/// <summary>One parameter of a model, and the tensors of a reference implementation that hold it.</summary>
/// <param name="Parameter">The parameter's name.</param>
/// <param name="Tensors">The name of the tensor; several are the slices of the parameter along its first axis.</param>
/// <param name="IsTransposed">Whether the tensor is the transpose of the parameter, a matrix.</param>
internal sealed record WeightEntry(string Parameter, IReadOnlyList<string> Tensors, bool IsTransposed = false)
{
    /// <summary>A parameter that one tensor holds.</summary>
    public WeightEntry(string parameter, string tensor, bool isTransposed = false)
        : this(parameter, [tensor], isTransposed) { }

    /// <summary>The shape of each tensor.</summary>
    /// <param name="parameter">The parameter.</param>
    public int[] ShapeOf(Parameter parameter)
    {
        int[] shape = [.. WeightFile.ShapeOf(parameter)];
        return Tensors.Count > 1 ? shape[1..]
            : IsTransposed ? [shape[1], shape[0]]
            : shape;
    }

    /// <summary>The parameter's tensor as this project's checkpoints hold it, from the reference's tensors.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="tensors">One for each of <see cref="Tensors"/>, of <see cref="ShapeOf"/>.</param>
    public TensorData Assemble(Parameter parameter, IReadOnlyList<TensorData> tensors)
    {
        float[] values = [.. tensors.SelectMany(tensor => tensor.ToSingles())];
        int[] shape = [.. WeightFile.ShapeOf(parameter)];
        return TensorData.Create<float>(
            string.Join(", ", Tensors),
            shape,
            IsTransposed ? Transposed(values, shape[1], shape[0]) : values
        );
    }

    /// <summary>The reference's tensors from a parameter.</summary>
    /// <param name="parameter">The parameter.</param>
    public IEnumerable<TensorData> Divide(Parameter parameter)
    {
        float[] values = WeightFile.ToTensor(parameter.Name, parameter).ToSingles();
        int[] shape = ShapeOf(parameter);
        int size = values.Length / Tensors.Count;
        if (IsTransposed)
        {
            values = Transposed(values, shape[1], shape[0]);
        }

        return Tensors.Select((name, i) => TensorData.Create<float>(name, shape, values.AsSpan(i * size, size)));
    }

    private static float[] Transposed(float[] values, int rows, int columns)
    {
        var transposed = new float[values.Length];
        for (int i = 0; i < rows; i++)
        {
            for (int k = 0; k < columns; k++)
            {
                transposed[(k * rows) + i] = values[(i * columns) + k];
            }
        }

        return transposed;
    }
}
