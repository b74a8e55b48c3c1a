using Likeness.Compute.Graph;
using Likeness.Interop;

namespace Likeness.Nn;

/// <summary>A model's weights as a safetensors file: each parameter under its name, nothing else.</summary>
internal static class WeightFile
{
    /// <summary>Writes the weights atomically.</summary>
    /// <exception cref="LikenessException">The file cannot be written.</exception>
    public static void Write(string path, ParameterSet parameters) =>
        new SafetensorsFile(parameters.Select(parameter => ToTensor(parameter.Name, parameter))).Write(path);

    /// <summary>Reads the weights of a set.</summary>
    /// <param name="path">The file.</param>
    /// <param name="parameters">Receives them.</param>
    /// <param name="prefix">The prefix of each name in the file.</param>
    /// <exception cref="LikenessException">The file is missing or damaged, or its tensors differ from the model's.</exception>
    public static void Read(string path, ParameterSet parameters, string prefix = "")
    {
        var file = SafetensorsFile.Read(path);
        foreach (var parameter in parameters)
        {
            Fill(parameter, file[prefix + parameter.Name], path);
        }
    }

    /// <summary>A parameter as a tensor of 32-bit numbers.</summary>
    public static TensorData ToTensor(string key, Parameter parameter)
    {
        var memory = parameter.Values;
        float[] values = memory.ToArray();
        if (parameter.CheckpointAxes is { } axes)
        {
            var order = new AxisOrder([.. parameter.Shape], axes);
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = memory[order.Next()];
            }
        }

        return TensorData.Create<float>(key, ShapeOf(parameter).ToArray(), values);
    }

    /// <summary>The shape that a parameter has in files.</summary>
    public static Shape ShapeOf(Parameter parameter) =>
        parameter.CheckpointAxes is { } axes
            ? new Shape([.. axes.Select(axis => parameter.Shape[axis])])
            : parameter.Shape;

    /// <summary>Copies a tensor to a parameter.</summary>
    /// <exception cref="LikenessException">The shapes differ, or a number is not finite.</exception>
    public static void Fill(Parameter parameter, TensorData tensor, string path)
    {
        if (!tensor.Shape.SequenceEqual(ShapeOf(parameter)))
        {
            throw new LikenessException(
                $"{path}: corrupt or foreign checkpoint: '{tensor.Name}' has the shape [{string.Join(", ", tensor.Shape)}], but the model needs {ShapeOf(parameter)} (use a file that this model wrote)"
            );
        }

        float[] values = tensor.ToSingles();
        if (!Array.TrueForAll(values, float.IsFinite))
        {
            throw new LikenessException(
                $"{path}: corrupt or foreign checkpoint: '{tensor.Name}' holds a value that is not finite (restore the file, or train again)"
            );
        }

        if (parameter.CheckpointAxes is not { } axes)
        {
            values.CopyTo(parameter.Values);
            return;
        }

        var memory = parameter.Values;
        var order = new AxisOrder([.. parameter.Shape], axes);
        foreach (float value in values)
        {
            memory[order.Next()] = value;
        }
    }
}
