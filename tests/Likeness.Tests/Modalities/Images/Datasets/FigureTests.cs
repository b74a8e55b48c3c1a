using Likeness.Modalities.Images.Datasets;

namespace Likeness.Tests.Modalities.Images.Datasets;

public sealed class FigureTests
{
    [Theory]
    [InlineData("Square")]
    [InlineData("Disc")]
    [InlineData("Triangle")]
    public void APixelHasTheFractionOfItsPointsInsideTheFigure(string name)
    {
        var kind = Enum.Parse<Figure.Kind>(name);
        foreach (var (x, y, radius) in new[] { (16.13, 15.71, 6.37), (3.3, 29.2, 9.1), (10.05, 12.6, 0.41) })
        {
            var pixels = new byte[32 * 32];
            new Figure(kind, x, y, radius).Paint(pixels, 32, [1]);
            for (int i = 0; i < pixels.Length; i++)
            {
                double points = 0;
                for (int point = 0; point < 64; point++)
                {
                    double dx = (i % 32) + (((point % 8) + 0.5) / 8) - x;
                    double dy = (i / 32) + (((point / 8) + 0.5) / 8) - y;
                    points += IsInside(kind, dx, dy, radius) ? 1 : 0;
                }

                Assert.Equal((byte)Math.Round(255 * points / 64), pixels[i]);
            }
        }
    }

    // All have the area π r²; the triangle's height is 1.5 times the radius of the circle around it.
    private static bool IsInside(Figure.Kind kind, double x, double y, double radius)
    {
        double area = Math.PI * radius * radius;
        double side = Math.Sqrt(4 * area / Math.Sqrt(3));
        double height = side * Math.Sqrt(3) / 2;
        double fromTop = y + (2 * height / 3);
        return kind switch
        {
            Figure.Kind.Square => Math.Max(Math.Abs(x), Math.Abs(y)) <= Math.Sqrt(area) / 2,
            Figure.Kind.Disc => Math.Sqrt((x * x) + (y * y)) <= radius,
            _ => fromTop <= height && Math.Abs(x) <= fromTop / height * side / 2,
        };
    }
}
