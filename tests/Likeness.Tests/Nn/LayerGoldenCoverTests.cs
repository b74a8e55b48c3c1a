using System.Reflection;
using Likeness.Compute.Graph;
using Likeness.Nn;
using Likeness.Tests.House;

namespace Likeness.Tests.Nn;

/// <summary>Every layer must be compared with PyTorch, or be listed here with the reason for the exception.</summary>
public sealed class LayerGoldenCoverTests
{
    private static readonly Dictionary<string, string> Exceptions = new()
    {
        ["Attention.Apply("] = "by new MultiHeadAttention(",
        ["Activations.Apply("] = "by each Activation",
        ["Activation.Identity"] = "nothing is computed",
        ["Categorical.Sample("] = "draws at random: CategoricalTests compares shares",
        ["SinusoidalPositions.Compute("] = "takes no tensor: numbers of a formula",
    };

    private static readonly string Cases =
        Repository.Read("tests/Likeness.Tests/Nn/LayerCases.cs")
        + Repository.Read("tests/Likeness.Tests/Nn/ConvolutionLayerCases.cs");

    public static TheoryData<string> Uses
    {
        get
        {
            var types = typeof(Linear)
                .Assembly.GetExportedTypes()
                .Where(type => type.Namespace == typeof(Linear).Namespace);
            return
            [
                .. types.Where(IsLayer).Select(type => $"new {type.Name}("),
                .. types
                    .Where(type => type.IsAbstract && type.IsSealed)
                    .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static))
                    .Where(method => method.ReturnType == typeof(Tensor))
                    .Select(method => $"{method.DeclaringType!.Name}.{method.Name}("),
                .. Enum.GetNames<Activation>().Select(name => $"Activation.{name}"),
            ];
        }
    }

    [Theory]
    [MemberData(nameof(Uses))]
    public void EveryLayerIsComparedWithPyTorch(string use) =>
        Assert.NotEqual(Exceptions.ContainsKey(use), Cases.Contains(use, StringComparison.Ordinal));

    private static bool IsLayer(Type type) =>
        type.GetConstructors()
            .Any(made => made.GetParameters() is [var first, ..] && first.ParameterType == typeof(ParameterScope));
}
