using Likeness.Compute.Cpu;

namespace Likeness.Compute.Graph;

/// <summary>Functions of one number. A gradient is written in (g, x, y): the gradient of the result, the input, the result.</summary>
internal static class UnaryOps
{
    public static readonly ElementwiseOp Negate = ElementwiseOp.Unary("negate", Kernel.Unary<Neg>(), (g, x, y) => -g);

    public static readonly ElementwiseOp Abs = ElementwiseOp.Unary(
        "abs",
        Kernel.Unary<Abs>(),
        (g, x, y) => g * x.Sign()
    );

    public static readonly ElementwiseOp Sign = ElementwiseOp.Unary("sign", Kernel.Unary<Sign>(), (g, x, y) => null);

    public static readonly ElementwiseOp Floor = ElementwiseOp.Unary("floor", Kernel.Unary<Floor>(), (g, x, y) => null);

    public static readonly ElementwiseOp Reciprocal = ElementwiseOp.Unary(
        "reciprocal",
        Kernel.Unary<Reciprocal>(),
        (g, x, y) => -(g * y.Square())
    );

    public static readonly ElementwiseOp Square = ElementwiseOp.Unary(
        "square",
        Kernel.Unary<Square>(),
        (g, x, y) => g * (2 * x)
    );

    public static readonly ElementwiseOp Sqrt = ElementwiseOp.Unary(
        "sqrt",
        Kernel.Unary<Sqrt>(),
        (g, x, y) => g * 0.5f / y
    );

    public static readonly ElementwiseOp Exp = ElementwiseOp.Unary("exp", Kernel.Unary<Exp>(), (g, x, y) => g * y);

    public static readonly ElementwiseOp Expm1 = ElementwiseOp.Unary(
        "expm1",
        Kernel.Unary<Expm1>(),
        (g, x, y) => g * (y + 1)
    );

    public static readonly ElementwiseOp Log = ElementwiseOp.Unary("log", Kernel.Unary<Log>(), (g, x, y) => g / x);

    public static readonly ElementwiseOp Log1P = ElementwiseOp.Unary(
        "log1p",
        Kernel.Unary<Log1P>(),
        (g, x, y) => g / (x + 1)
    );

    public static readonly ElementwiseOp Tanh = ElementwiseOp.Unary(
        "tanh",
        Kernel.Unary<Tanh>(),
        (g, x, y) => g * (1 - y.Square())
    );

    public static readonly ElementwiseOp Sigmoid = ElementwiseOp.Unary(
        "sigmoid",
        Kernel.Unary<Sigmoid>(),
        (g, x, y) => g * y * (1 - y)
    );

    /// <summary>log(1 + eˣ), accurate in both tails.</summary>
    public static readonly ElementwiseOp Softplus = ElementwiseOp.Unary(
        "softplus",
        Kernel.Unary<Softplus>(),
        (g, x, y) => g * x.Sigmoid()
    );

    /// <summary>max(x, 0), with slope 0 at 0.</summary>
    public static readonly ElementwiseOp Relu = ElementwiseOp.Unary(
        "relu",
        Kernel.Unary<Relu>(),
        (g, x, y) => g * BinaryOps.Greater.Apply(y, 0)
    );

    /// <summary>2/√π · ∫₀ˣ exp(−t²) dt.</summary>
    public static readonly ElementwiseOp Erf = ElementwiseOp.Unary(
        "erf",
        Kernel.Unary<Erf>(),
        (g, x, y) => g * (1.12837917f * (-x.Square()).Exp())
    );

    public static readonly ElementwiseOp Sin = ElementwiseOp.Unary(
        "sin",
        Kernel.Unary<Sin>(),
        (g, x, y) => g * x.Cos()
    );

    public static readonly ElementwiseOp Cos = ElementwiseOp.Unary(
        "cos",
        Kernel.Unary<Cos>(),
        (g, x, y) => -(g * x.Sin())
    );
}
