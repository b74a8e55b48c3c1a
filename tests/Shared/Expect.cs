using System.Runtime.CompilerServices;

namespace Likeness.Testing;

/// <summary>An assertion for loops over many elements: its message is formatted only if it fails.</summary>
internal static class Expect
{
    /// <summary>Fails with the message if the condition is false.</summary>
    public static void True(bool condition, [InterpolatedStringHandlerArgument(nameof(condition))] ref Message message)
    {
        if (!condition)
        {
            Assert.Fail(message.ToString());
        }
    }

    /// <summary>Formats an interpolated string unless the condition holds.</summary>
    [InterpolatedStringHandler]
    public ref struct Message
    {
        private DefaultInterpolatedStringHandler text;

        /// <summary>Called by the compiler.</summary>
        public Message(int literalLength, int formattedCount, bool condition, out bool isNeeded)
        {
            isNeeded = !condition;
            text = isNeeded ? new DefaultInterpolatedStringHandler(literalLength, formattedCount) : default;
        }

        /// <summary>Called by the compiler.</summary>
        public void AppendLiteral(string value) => text.AppendLiteral(value);

        /// <summary>Called by the compiler.</summary>
        public void AppendFormatted<T>(T value, string? format = null) => text.AppendFormatted(value, format);

        /// <inheritdoc/>
        public override string ToString() => text.ToStringAndClear();
    }
}
