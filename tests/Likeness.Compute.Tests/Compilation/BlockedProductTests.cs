using Likeness.Compute.Gradients;
using Likeness.Compute.Graph;

namespace Likeness.Compute.Tests.Compilation;

/// <summary>Products so large that they are cut: weights into blocks of rows, long lists of taps into pieces.</summary>
public class BlockedProductTests
{
    [Fact]
    public void EachBlockOfRowsGoesToItsOwnRowsOfTheTail()
    {
        Tensor x = Tensor.Input("x", [64, 3, 128]);
        // An input's first axis lies innermost: the rows of the product are its second, as of a layer's weights.
        Tensor weight = Tensor.Input("weight", [128, 640]);
        Tensor bias = Tensor.Input("bias", [640]);
        Compiled.Agrees((Tensor.Contract("ntd,de->nte", x, weight) + bias).Tanh() * bias, Given(x, weight, bias));
        Compiled.Agrees(Tensor.Contract("ntd,de->nte", x, weight), Given(x, weight));
    }

    [Fact]
    public void SumsOverManyPlacesGoOnFromPieceToPiece()
    {
        Tensor x = Tensor.Input("x", [64, 20, 12, 12]);
        Tensor weight = Tensor.Input("weight", [3, 3, 16, 20]);
        Tensor y = x.Convolve(weight, [Window.Padded(1), Window.Padded(1)]);
        Tensor given = Tensor.Input("given", y.Shape);
        Tensor gradient = Gradient.Of((y * given).Sum(), weight)[0];
        Compiled.Agrees(gradient, Given(x, weight, given));
        Compiled.Agrees((gradient + weight).Tanh() * weight, Given(x, weight, given), 1e-4);
    }

    private static Dictionary<Tensor, double[]> Given(params Tensor[] inputs)
    {
        var random = new RandomValues(7);
        return inputs.ToDictionary(input => input, input => random.Uniform(input.Shape.Count, -0.3, 0.3));
    }
}
