using System.Runtime.CompilerServices;
using System.Text;

namespace Likeness.Figures.Report;

/// <summary>Builds a page from interpolated strings: literal parts are markup, every interpolated value is escaped unless it is <see cref="Trusted"/>.</summary>
public sealed class HtmlWriter
{
    private readonly StringBuilder text = new();

    /// <summary>Adds markup with escaped values, and a line break.</summary>
    public void Add([InterpolatedStringHandlerArgument("")] ref Handler markup)
    {
        _ = markup;
        text.Append('\n');
    }

    /// <summary>Adds markup that is already safe.</summary>
    public void Add(Trusted markup) => text.Append(markup.Markup).Append('\n');

    /// <inheritdoc/>
    public override string ToString() => text.ToString();

    /// <summary>Markup made by this library, which is not escaped again.</summary>
    /// <param name="Markup">Well-formed markup.</param>
    public readonly record struct Trusted(string Markup);

    /// <summary>The interpolated-string handler that the compiler calls.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct Handler
    {
        private readonly StringBuilder text;

        /// <summary>Begins a string.</summary>
        /// <param name="literalLength">Unused.</param>
        /// <param name="formattedCount">Unused.</param>
        /// <param name="writer">Receives the parts.</param>
        public Handler(int literalLength, int formattedCount, HtmlWriter writer)
        {
            _ = literalLength + formattedCount;
            text = writer.text;
        }

        /// <summary>Adds markup.</summary>
        public void AppendLiteral(string markup) => text.Append(markup);

        /// <summary>Adds escaped text.</summary>
        public void AppendFormatted(string? words) => text.Append(Markup.Escape(words ?? ""));

        /// <summary>Adds a number.</summary>
        public void AppendFormatted(int number) => text.Append(number);

        /// <summary>Adds markup.</summary>
        public void AppendFormatted(Trusted markup) => text.Append(markup.Markup);
    }
}
