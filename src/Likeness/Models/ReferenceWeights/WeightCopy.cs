using Likeness.Interop;
using Likeness.Nn;

namespace Likeness.Models.ReferenceWeights;

/// <summary>Copies weights between a model and the layout of a reference implementation.</summary>
internal static class WeightCopy
{
    /// <summary>Fills a model's parameters from a file; every tensor of the file must have a use.</summary>
    /// <exception cref="LikenessException">A tensor is missing, has another shape, is not finite, or belongs to no parameter.</exception>
    public static void Fill(GenerativeModel model, ModelOptions options, WeightLayout layout, ReferenceFile file)
    {
        var entries = layout
            .Entries(options, model.Space)
            .ToDictionary(entry => entry.Parameter, StringComparer.Ordinal);
        var left = file.Tensors.Keys.ToHashSet(StringComparer.Ordinal);
        layout.Check(file, model.Space);
        foreach (var parameter in model.Parameters.Where(parameter => !layout.Fitted.Contains(parameter.Name)))
        {
            var entry = entries[parameter.Name];
            int[] shape = entry.ShapeOf(parameter);
            var tensors = new List<TensorData>(entry.Tensors.Count);
            foreach (string name in entry.Tensors)
            {
                var tensor =
                    file.Tensors.GetValueOrDefault(name)
                    ?? throw file.Error($"there is no tensor '{name}', which the model needs");
                if (!tensor.Shape.SequenceEqual(shape))
                {
                    throw file.Error(
                        $"'{name}' has the shape [{string.Join(", ", tensor.Shape)}], but [{string.Join(", ", shape)}] fits this data (give the data that the weights were trained on)"
                    );
                }

                tensors.Add(tensor);
                left.Remove(name);
            }

            WeightFile.Fill(parameter, entry.Assemble(parameter, tensors), file.Path);
        }

        foreach (var constant in layout.Constants(options, model.Space).Where(constant => left.Remove(constant.Name)))
        {
            if (!layout.IsIgnored(constant.Name) && !constant.Bytes.SequenceEqual(file.Tensors[constant.Name].Bytes))
            {
                throw file.Error($"'{constant.Name}' has other values than the only ones that this model has");
            }
        }

        if (left.Where(name => !layout.IsIgnored(name)).Order(StringComparer.Ordinal).FirstOrDefault() is { } unknown)
        {
            throw file.Error($"'{unknown}' is not a parameter of the model");
        }
    }

    /// <summary>A model's weights as the reference's tensors, in the order of the parameters.</summary>
    public static IReadOnlyList<TensorData> ToTensors(GenerativeModel model, ModelOptions options, WeightLayout layout)
    {
        var entries = layout
            .Entries(options, model.Space)
            .ToDictionary(entry => entry.Parameter, StringComparer.Ordinal);
        return
        [
            .. model
                .Parameters.Where(parameter => !layout.Fitted.Contains(parameter.Name))
                .SelectMany(parameter => entries[parameter.Name].Divide(parameter)),
            .. layout.Constants(options, model.Space),
        ];
    }
}
