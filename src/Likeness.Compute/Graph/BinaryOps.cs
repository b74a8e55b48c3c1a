using Likeness.Compute.Cpu;

namespace Likeness.Compute.Graph;

/// <summary>Functions of two and of three numbers. A gradient is written in (g, a, b, y).</summary>
internal static class BinaryOps
{
    public static readonly ElementwiseOp Add = ElementwiseOp.Binary(
        "add",
        Kernel.Binary<Add>(),
        (g, a, b, y) => (g, g)
    );

    public static readonly ElementwiseOp Subtract = ElementwiseOp.Binary(
        "subtract",
        Kernel.Binary<Sub>(),
        (g, a, b, y) => (g, -g)
    );

    public static readonly ElementwiseOp Multiply = ElementwiseOp.Binary(
        "multiply",
        Kernel.Binary<Mul>(),
        (g, a, b, y) => (g * b, g * a)
    );

    public static readonly ElementwiseOp Divide = ElementwiseOp.Binary(
        "divide",
        Kernel.Binary<Div>(),
        (g, a, b, y) => (g / b, -(g * y / b))
    );

    /// <summary>The larger; where both are equal, each gets half of the gradient.</summary>
    public static readonly ElementwiseOp Maximum = ElementwiseOp.Binary(
        "maximum",
        Kernel.Binary<Max>(),
        (g, a, b, y) => Shared(g, Preference(a, b))
    );

    /// <summary>The smaller; where both are equal, each gets half of the gradient.</summary>
    public static readonly ElementwiseOp Minimum = ElementwiseOp.Binary(
        "minimum",
        Kernel.Binary<Min>(),
        (g, a, b, y) => Shared(g, 1 - Preference(a, b))
    );

    /// <summary>1 where a > b, else 0.</summary>
    public static readonly ElementwiseOp Greater = ElementwiseOp.Binary(
        "greater",
        Kernel.Binary<Greater>(),
        (g, a, b, y) => (null, null)
    );

    /// <summary>1 where a = b, else 0.</summary>
    public static readonly ElementwiseOp Equal = ElementwiseOp.Binary(
        "equal",
        Kernel.Binary<Equal>(),
        (g, a, b, y) => (null, null)
    );

    /// <summary>The second where the first is not 0, else the third.</summary>
    public static readonly ElementwiseOp Select = new(
        "select",
        3,
        Kernel.Ternary<Select>(),
        (g, x, y) => [null, Select!.Apply(x[0], g, 0), Select.Apply(x[0], 0, g)]
    );

    /// <summary>
    /// a for a > 0, else a · b. b is not negative, so the result has the sign of a, and the gradient of a needs only the result.
    /// </summary>
    public static readonly ElementwiseOp LeakyRelu = ElementwiseOp.Binary(
        "leaky-relu",
        Kernel.Binary<LeakyRelu>(),
        (g, a, b, y) => (g * Greater!.Apply(y, 0).Where(1, b), g * a.Minimum(0))
    );

    /// <summary>a · b + c in one rounding: the compiler fuses a multiplication and an addition.</summary>
    public static readonly ElementwiseOp MultiplyAdd = new(
        "multiply-add",
        3,
        Kernel.Ternary<MultiplyAdd>(),
        (g, x, y) => [g * x[1], g * x[0], g]
    );

    /// <summary>c − a · b in one rounding: the compiler fuses a multiplication and a subtraction.</summary>
    public static readonly ElementwiseOp MultiplySubtractFrom = new(
        "multiply-subtract-from",
        3,
        Kernel.Ternary<MultiplySubtractFrom>(),
        (g, x, y) => [-(g * x[1]), -(g * x[0]), g]
    );

    /// <summary>
    /// a + (b − a) · c in one call: 2 instead of 3 passes over Adam's moments (together with the next one, 5 of its 9 calls
    /// remain).
    /// </summary>
    public static readonly ElementwiseOp Interpolate = new(
        "interpolate",
        3,
        Kernel.Ternary<Interpolate>(),
        (g, x, y) => [g * (1 - x[2]), g * x[2], g * (x[1] - x[0])]
    );

    /// <summary>a / (√b + c) in one call.</summary>
    public static readonly ElementwiseOp DivideByRoot = new(
        "divide-by-root",
        3,
        Kernel.Ternary<DivideByRoot>(),
        (g, x, y) =>
        {
            Tensor root = x[1].Sqrt();
            Tensor denominator = root + x[2];
            Tensor slope = -(g * y / denominator);
            return [g / denominator, slope * 0.5f / root, slope];
        }
    );

    /// <summary>Splits a gradient: the first input gets a fraction, the second the rest.</summary>
    private static (Tensor? A, Tensor? B) Shared(Tensor gradient, Tensor share) =>
        (gradient * share, gradient * (1 - share));

    /// <summary>1 where a is the larger, ½ where both are equal, else 0.</summary>
    private static Tensor Preference(Tensor a, Tensor b) => Greater.Apply(a, b) + (0.5f * Equal.Apply(a, b));
}
